import { type FieldNode, type GraphQLObjectType, getArgumentValues } from 'graphql';
import { graphError } from '#kit/errors.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor } from '../executor.ts';
import { fieldsOf, nameOf, scopeOf } from '../selections.ts';
import type { AskIdentity } from './partner-keys.ts';

/**
 * Has identity write down every mutation of a curator's before it runs, and how it ended afterwards. What cannot be
 * written down is not done.
 */
export function audited(execute: Executor, ask: AskIdentity): Executor {
  const record = (input: object) =>
    ask('mutation ($input: AuditEventRecordInput!) { auditEventRecord(input: $input) }', { input });

  return async (request) => {
    const { viewer, requestId } = request.context as GatewayContext;
    const { operation, document, schema } = request;
    if (viewer.kind !== 'CURATOR' || operation?.operation !== 'mutation') return execute(request);

    const variables = request.request.variables ?? {};
    const type = schema.getMutationType() as GraphQLObjectType;
    const scope = scopeOf({ document, operation, variables, schema });
    const fields = fieldsOf(operation.selectionSet, type.name, scope).filter(({ name }) => name.value !== '__typename');
    const events = fields.map((field) => ({
      curatorId: viewer.id,
      field: field.name.value,
      responseKey: nameOf(field),
      requestId,
      arguments: argumentsOf(field, type, scope.variables),
    }));

    try {
      for (const event of events) await record({ ...event, outcome: null });
    } catch (cause) {
      const message = 'What curators do must be written down, which is not possible at the moment.';
      const errors = events.map(({ responseKey }) =>
        Object.assign(graphError('BACKEND_UNAVAILABLE', message, { cause }), { path: [responseKey] }),
      );
      return { data: Object.fromEntries(events.map(({ responseKey }) => [responseKey, null])), errors };
    }

    const answer = await execute(request);
    const outcomeOf = (key: string) => (hasSucceeded(key, answer) ? 'SUCCEEDED' : 'FAILED');
    // The deed is done: where its end cannot be written down, its beginning stands, with an outcome that is unknown.
    await Promise.allSettled(
      events.map((event) => record({ ...event, arguments: {}, outcome: outcomeOf(event.responseKey) })),
    );
    return answer;
  };
}

/** The longest arguments that are written down, in characters of JSON. */
const longest = 8_192;

function argumentsOf(field: FieldNode, type: GraphQLObjectType, variables: Readonly<Record<string, unknown>>) {
  const definition = type.getFields()[field.name.value];
  const values = definition ? getArgumentValues(definition, field, variables) : {};
  const text = JSON.stringify(values, (key, value) => (/password|secret|token/i.test(key) ? '…' : value));
  return text.length <= longest ? JSON.parse(text) : { truncated: text.slice(0, longest) };
}

function hasSucceeded(key: string, { data, errors = [] }: Awaited<ReturnType<Executor>>): boolean {
  const payload = data?.[key] as { userErrors?: unknown[] } | null | undefined;
  return payload != null && !payload.userErrors?.length && !errors.some(({ path }) => path?.[0] === key);
}

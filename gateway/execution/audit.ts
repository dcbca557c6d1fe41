import { type FieldNode, type GraphQLObjectType, getArgumentValues, getNamedType, isObjectType } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import type { QueryIdentity } from '../auth/partner-keys.ts';
import type { Fetch } from './executor.ts';
import type { FetchedData } from './fetches/execute-plan.ts';
import type { FieldNames } from './normal-form/field-names.ts';
import { fieldsOf, nameOf, type Scope, scopeOf } from './selections.ts';

/**
 * Records every mutation of a curator in identity's audit log, before it runs and with its outcome afterwards. A
 * mutation that cannot be recorded is not executed.
 */
export function withAudit(fetch: Fetch, query: QueryIdentity): Fetch {
  const record = (input: object) =>
    query('mutation ($input: AuditEventRecordInput!) { auditEventRecord(input: $input) }', { input });

  return async (request) => {
    const { viewer, requestId } = request.context;
    const { operation, document } = request.permitted;
    if (viewer.kind !== 'CURATOR' || operation.operation !== 'mutation') return fetch(request);

    const { schema } = request;
    const variables = request.variables.coerced;
    const type = schema.getMutationType() as GraphQLObjectType;
    const scope = scopeOf({ document, operation, variables, schema });
    const fields = Map.groupBy(fieldsOf(operation.selectionSet, type.name, scope), nameOf);
    const mutations = [...fields].flatMap(([responseKey, nodes]): AuditedMutation[] => {
      const [{ name }] = nodes as [FieldNode];
      return name.value === '__typename' ? [] : [{ responseKey, field: name.value, nodes }];
    });
    const eventOf = ({ responseKey, field }: AuditedMutation) => ({
      curatorId: viewer.id,
      field,
      responseKey,
      requestId,
    });

    try {
      for (const mutation of mutations) {
        await record({ ...eventOf(mutation), arguments: argumentsOf(mutation, type, variables), outcome: null });
      }
    } catch (cause) {
      const message =
        'The audit log is unavailable, and curator mutations are not executed without it. Try again later.';
      const errors = mutations.map(({ responseKey }) =>
        Object.assign(graphError('BACKEND_UNAVAILABLE', message, { cause }), { path: [responseKey] }),
      );
      return { data: {}, errors, missingEntities: new Set() };
    }

    const fetched = await fetch(request);
    const names = request.execution.namesOf(request.requested, request.variables);
    // The mutation has run. If recording its outcome fails, the first event remains, with an unknown outcome.
    await Promise.allSettled(
      mutations.map((mutation) => {
        const outcome = hasSucceeded(mutation, type, { scope, names, fetched }) ? 'SUCCEEDED' : 'FAILED';
        return record({ ...eventOf(mutation), arguments: {}, outcome });
      }),
    );
    return fetched;
  };
}

/** One mutation field of an operation. */
interface AuditedMutation {
  responseKey: string;
  field: string;
  /** The selections of the field: several where the operation repeats it. */
  nodes: FieldNode[];
}

/** The maximum length of recorded arguments, in characters of JSON. */
const maxLength = 8_192;

/** The names of secret values, which are not recorded: passwords, tokens, recovery codes. */
const secret = /password|secret|token|^code$/i;

function argumentsOf(
  { field, nodes }: AuditedMutation,
  type: GraphQLObjectType,
  variables: Readonly<Record<string, unknown>>,
): object {
  const definition = type.getFields()[field];
  const values = definition && nodes[0] ? getArgumentValues(definition, nodes[0], variables) : {};
  const text = JSON.stringify(values, (key, value) => (secret.test(key) ? '…' : value));
  return text.length <= maxLength ? JSON.parse(text) : { truncated: text.slice(0, maxLength) };
}

/** Whether the mutation has no error and, if the client selected them under any alias, no `userErrors`. */
function hasSucceeded(
  { responseKey, field, nodes }: AuditedMutation,
  type: GraphQLObjectType,
  { scope, names, fetched: { data, errors } }: { scope: Scope; names: FieldNames; fetched: FetchedData },
): boolean {
  const { plannedName, inner } = names.fieldOf(nodes[0] as FieldNode, type);
  const payload = data[plannedName];
  if (payload == null || errors.some(({ path }) => path?.[0] === responseKey)) return false;
  const payloadType = getNamedType(type.getFields()[field]?.type);
  if (!isObjectType(payloadType)) return true;
  return nodes
    .flatMap(({ selectionSet }) => (selectionSet ? fieldsOf(selectionSet, payloadType.name, scope) : []))
    .filter(({ name }) => name.value === 'userErrors')
    .every(
      (node) =>
        ((payload as Record<string, unknown[]>)[inner.fieldOf(node, payloadType).plannedName] ?? []).length === 0,
    );
}

import { type FieldNode, type GraphQLObjectType, getArgumentValues, getNamedType, isObjectType } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import type { AskIdentity } from '../auth/partner-keys.ts';
import type { Fetch } from './executor.ts';
import type { Fetched } from './fetches.ts';
import type { Names } from './normal-form/names.ts';
import { fieldsOf, nameOf, type Scope, scopeOf } from './selections.ts';

/**
 * Has identity write down every mutation of a curator's before it runs, and how it ended afterwards. What cannot be
 * written down is not done.
 */
export function audited(fetch: Fetch, ask: AskIdentity): Fetch {
  const record = (input: object) =>
    ask('mutation ($input: AuditEventRecordInput!) { auditEventRecord(input: $input) }', { input });

  return async (request) => {
    const { viewer, requestId } = request.context;
    const { operation, document } = request.permitted;
    if (viewer.kind !== 'CURATOR' || operation.operation !== 'mutation') return fetch(request);

    const { schema } = request;
    const variables = request.variables.coerced;
    const type = schema.getMutationType() as GraphQLObjectType;
    const scope = scopeOf({ document, operation, variables, schema });
    const asked = Map.groupBy(fieldsOf(operation.selectionSet, type.name, scope), nameOf);
    const deeds = [...asked].flatMap(([responseKey, nodes]): Deed[] => {
      const [{ name }] = nodes as [FieldNode];
      return name.value === '__typename' ? [] : [{ responseKey, field: name.value, nodes }];
    });
    const eventOf = ({ responseKey, field }: Deed) => ({ curatorId: viewer.id, field, responseKey, requestId });

    try {
      for (const deed of deeds) {
        await record({ ...eventOf(deed), arguments: argumentsOf(deed, type, variables), outcome: null });
      }
    } catch (cause) {
      const message = 'What curators do must be written down, which is not possible at the moment.';
      const errors = deeds.map(({ responseKey }) =>
        Object.assign(graphError('BACKEND_UNAVAILABLE', message, { cause }), { path: [responseKey] }),
      );
      return { data: {}, errors, gone: new Set() };
    }

    const fetched = await fetch(request);
    const names = request.execution.namesOf(request.asked, request.variables);
    // The deed is done: where its end cannot be written down, its beginning stands, with an outcome that is unknown.
    await Promise.allSettled(
      deeds.map((deed) => {
        const outcome = hasSucceeded(deed, type, { scope, names, fetched }) ? 'SUCCEEDED' : 'FAILED';
        return record({ ...eventOf(deed), arguments: {}, outcome });
      }),
    );
    return fetched;
  };
}

/** One mutation of an operation. */
interface Deed {
  /** The name under which it stands in the answer. */
  responseKey: string;
  field: string;
  /** Where the operation asks for it: several times, perhaps, with different selections. */
  nodes: FieldNode[];
}

/** The longest arguments that are written down, in characters of JSON. */
const longest = 8_192;

/** Names of values that open something: passwords, tokens, recovery codes. */
const secret = /password|secret|token|^code$/i;

function argumentsOf(
  { field, nodes }: Deed,
  type: GraphQLObjectType,
  variables: Readonly<Record<string, unknown>>,
): object {
  const definition = type.getFields()[field];
  const values = definition && nodes[0] ? getArgumentValues(definition, nodes[0], variables) : {};
  const text = JSON.stringify(values, (key, value) => (secret.test(key) ? '…' : value));
  return text.length <= longest ? JSON.parse(text) : { truncated: text.slice(0, longest) };
}

/** Without an error, and without user errors as far as they were asked for, whatever the client calls them. */
function hasSucceeded(
  { responseKey, field, nodes }: Deed,
  type: GraphQLObjectType,
  { scope, names, fetched: { data, errors } }: { scope: Scope; names: Names; fetched: Fetched },
): boolean {
  const { raw, inner } = names.fieldOf(nodes[0] as FieldNode, type);
  const payload = data[raw];
  if (payload == null || errors.some(({ path }) => path?.[0] === responseKey)) return false;
  const payloadType = getNamedType(type.getFields()[field]?.type);
  if (!isObjectType(payloadType)) return true;
  return nodes
    .flatMap(({ selectionSet }) => (selectionSet ? fieldsOf(selectionSet, payloadType.name, scope) : []))
    .filter(({ name }) => name.value === 'userErrors')
    .every((node) => ((payload as Record<string, unknown[]>)[inner.fieldOf(node, payloadType).raw] ?? []).length === 0);
}

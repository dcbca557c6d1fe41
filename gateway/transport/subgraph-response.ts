import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphRequest } from '../execution/subgraph-request.ts';

/** The response of a subgraph, by the GraphQL specification. */
export interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
}

/**
 * Parses a response with any HTTP status, since GraphQL errors may have 400 or 500. Throws where it is not a GraphQL
 * response, or has another number of `entities`.
 */
export function parseResponse(text: string, entities: SubgraphRequest['entities'] = []): SubgraphResponse {
  const response: unknown = JSON.parse(text);
  if (!isObject(response)) throw new Error('The response is not an object.');
  const { data, errors, extensions } = response;
  if (errors !== undefined && !Array.isArray(errors)) throw new Error('The errors of the response are not a list.');
  if (data == null ? !errors?.length : !isObject(data)) throw new Error('The response has no data.');
  if (isObject(data)) {
    for (const { key, count } of entities) {
      const found = data[key];
      const received = Array.isArray(found) ? found.length : 0;
      if (received !== count) throw new Error(`Expected ${count} entities, received ${received}.`);
    }
  }
  return { data, errors, extensions: isObject(extensions) ? extensions : {} } as SubgraphResponse;
}

/**
 * Whether a subgraph does not know the hash of a document. A response without `data` means that nothing was executed
 * (https://spec.graphql.org/October2021/#sec-Data), so that a mutation can be sent again.
 */
export function isUnknownDocument({ data, errors }: SubgraphResponse): boolean {
  return data === undefined && errors?.[0]?.extensions?.code === 'PERSISTED_QUERY_NOT_FOUND';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

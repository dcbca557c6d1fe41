import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Runs an operation on a GraphQL server. Rejects unless the response is complete: connection failure, timeout, any error. */
export type RunOperation = <Data>(
  query: string,
  variables?: Record<string, unknown>,
  headers?: Record<string, string>,
) => Promise<Data>;

/** A client of the GraphQL server at `url`; each request times out after `timeout` milliseconds. */
export function createGraphClient(url: string, timeout: number, send = fetch): RunOperation {
  return async <Data>(query: string, variables = {}, headers = {}) => {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeout),
    });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: GraphQLFormattedError[] };
    const [first] = errors ?? [];
    if (first)
      throw new GraphQLError(`${first.message} (at ${first.path?.join('.') ?? 'the operation'})`, {
        path: first.path,
        extensions: first.extensions,
      });
    if (!data) throw new Error(`${url} responded with ${response.status} and no data.`);
    return data;
  };
}

/** Whether the server rejected an argument of the operation. */
export function isBadInput(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === 'BAD_USER_INPUT';
}

/** Whether the server, or a backend of it, did not answer in time. */
export function isTimeout(error: unknown): boolean {
  if (error instanceof GraphQLError) return String(error.extensions.code).endsWith('_TIMEOUT');
  return error instanceof DOMException && error.name === 'TimeoutError';
}

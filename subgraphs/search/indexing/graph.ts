import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Asks a GraphQL server. Whatever is not a whole answer throws: a refused connection, time that ran out, any error in it. */
export type Ask = <Data>(
  query: string,
  variables?: Record<string, unknown>,
  headers?: Record<string, string>,
) => Promise<Data>;

/** A GraphQL server at an address, asked by `send`; each request ends after `timeout` milliseconds. */
export function connectGraph(url: string, timeout: number, send = fetch): Ask {
  return async <Data>(query: string, variables = {}, headers = {}) => {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(timeout),
    });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: GraphQLFormattedError[] };
    const [fault] = errors ?? [];
    if (fault) throw new GraphQLError(fault.message, { path: fault.path, extensions: fault.extensions });
    if (!data) throw new Error(`${url} answered ${response.status} without data.`);
    return data;
  };
}

/** Whether an error says that the server does not take what it was given. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === 'BAD_USER_INPUT';
}

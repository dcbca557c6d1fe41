import type { GraphQLFormattedError } from 'graphql';
import { type Dispatcher, Pool, errors as undici } from 'undici';
import { createRequestSigner, type EncodedContext, requestTokenHeader } from '#kit/graph/request-token.ts';
import type { SubgraphRequest } from '../execution/subgraph-request.ts';

export interface SubgraphClientOptions {
  name: string;
  /** The key of the request tokens, 32 bytes in hexadecimal; without it, none are sent. */
  requestTokenKey?: string;
  /** The URL of the subgraph's GraphQL endpoint. */
  url: string;
  /** The connection timeout in milliseconds. */
  connectTimeout: number;
  /** The maximum number of open connections. */
  connections: number;
  /** The maximum size of a response in bytes. */
  responseLimit: number;
}

/** One operation for a subgraph, on behalf of a client. */
export interface SubgraphCall extends SubgraphRequest {
  forwarded: EncodedContext;
  /** Milliseconds until the gateway times out. */
  budget?: number;
  signal: AbortSignal;
}

/** The response of a subgraph, by the GraphQL specification. */
export interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
}

/** The health of a subgraph. `degraded`: it responds, but reports that a backend is unavailable. */
export type SubgraphHealth = { state: 'ready' } | { state: 'degraded'; reason: string };

/** A subgraph's address and the open connections to it. */
export interface SubgraphClient {
  /**
   * Sends one operation. Rejects where no valid response is received. If the connection fails before the response
   * begins, a query is retried once; a mutation is never retried.
   */
  post(call: SubgraphCall): Promise<SubgraphResponse>;
  /** Requests `health/ready`, relative to the URL. Rejects where the subgraph does not respond. */
  health(signal: AbortSignal): Promise<SubgraphHealth>;
  /** Completes the running calls, then closes the connections. */
  close(): Promise<void>;
}

/** Creates a client. It connects at the first call. */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const url = new URL(options.url);
  const path = url.pathname + url.search;
  const signRequest =
    options.requestTokenKey === undefined ? undefined : createRequestSigner(options.requestTokenKey, options.name);
  const pool = new Pool(url.origin, {
    connections: options.connections,
    connectTimeout: options.connectTimeout,
    maxResponseSize: options.responseLimit,
    // Below the 60 s after which a subgraph closes an idle connection. Otherwise a call could use a connection that is
    // being closed.
    keepAliveTimeout: 30_000,
  });

  return {
    post: async ({ fetch: { query, operationName, isMutation }, variables, entities, forwarded, budget, signal }) => {
      const body = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":${variables}}`;
      // A request token is valid once, so a retry needs a new one.
      const request = (): Dispatcher.RequestOptions => ({
        path,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(signRequest && { [requestTokenHeader]: signRequest({ method: 'POST', path, body }, forwarded, budget) }),
        },
        body,
        signal,
      });
      const response = await pool.request(request()).catch((error: unknown) => {
        const canRetry = !signal.aborted && !(error instanceof undici.ConnectTimeoutError);
        if (!canRetry || isMutation) throw error;
        return pool.request(request());
      });
      return parseResponse(await response.body.text(), entities);
    },
    health: async (signal) => {
      const response = await pool.request({ path: new URL('health/ready', url).pathname, method: 'GET', signal });
      const body = await response.body.text();
      return response.statusCode === 503 ? { state: 'degraded', reason: reasonIn(body) } : { state: 'ready' };
    },
    close: () => pool.close(),
  };
}

/**
 * Parses a response with any HTTP status, since GraphQL errors may have 400 or 500. Throws where it is not a GraphQL
 * response.
 */
function parseResponse(text: string, entities: SubgraphRequest['entities'] = []): SubgraphResponse {
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

function reasonIn(body: string): string {
  try {
    return String(JSON.parse(body).reason);
  } catch {
    return 'The subgraph reports that it is not ready.';
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

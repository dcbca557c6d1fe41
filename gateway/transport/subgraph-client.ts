import type { GraphQLFormattedError } from 'graphql';
import { type Dispatcher, Pool, errors as undici } from 'undici';
import { createRequestSigner, type ForwardedContext, requestTokenHeader } from '#kit/graph/request-token.ts';

export interface SubgraphClientOptions {
  name: string;
  /** The key of the request tokens, 32 bytes in hexadecimal; without it, none are sent. */
  requestTokenKey?: string;
  /** Where the subgraph answers GraphQL. */
  url: string;
  /** Milliseconds until an attempt to connect is given up. */
  connectTimeout: number;
  /** Connections kept open at most. */
  connections: number;
  /** Bytes an answer may have. */
  responseLimit: number;
}

/** One operation for a subgraph. */
export interface SubgraphCall {
  query: string;
  variables?: Readonly<Record<string, unknown>>;
  operationName?: string;
  /** All that the subgraph is told of the client's request. */
  forwarded: ForwardedContext;
  signal: AbortSignal;
}

/** What a subgraph answers, by the GraphQL specification. */
export interface SubgraphAnswer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
}

/** How a subgraph does. `degraded`: it answers, but says that something behind it does not. */
export type SubgraphHealth = { state: 'ready' } | { state: 'degraded'; reason: string };

/** A subgraph's address and the open connections to it. */
export interface SubgraphClient {
  /**
   * Sends one operation; rejects when nothing that can be read comes back. A query whose connection fails before
   * anything has come back is sent once more, a mutation never.
   */
  post(call: SubgraphCall): Promise<SubgraphAnswer>;
  /** Asks `health/ready` beside the address; rejects when it does not answer. */
  health(signal: AbortSignal): Promise<SubgraphHealth>;
  /** Lets running calls end, then closes the connections. */
  close(): Promise<void>;
}

/** Connects to a subgraph when it is first called. */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const url = new URL(options.url);
  const path = url.pathname + url.search;
  const seal =
    options.requestTokenKey === undefined ? undefined : createRequestSigner(options.requestTokenKey, options.name);
  const pool = new Pool(url.origin, {
    connections: options.connections,
    connectTimeout: options.connectTimeout,
    maxResponseSize: options.responseLimit,
    // Below the 60 s after which our servers close an idle connection; the other way round, calls would run into the close.
    keepAliveTimeout: 30_000,
  });

  return {
    post: async ({ query, variables = {}, operationName, forwarded, signal }) => {
      const body = JSON.stringify({ query, variables, operationName });
      // A seal is good once: a second attempt needs its own.
      const request = (): Dispatcher.RequestOptions => ({
        path,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(seal && { [requestTokenHeader]: seal({ method: 'POST', path, body }, forwarded) }),
        },
        body,
        signal,
      });
      const response = await pool.request(request()).catch((error: unknown) => {
        const isWorthwhile = !signal.aborted && !(error instanceof undici.ConnectTimeoutError);
        if (!isWorthwhile || query.startsWith('mutation')) throw error;
        return pool.request(request());
      });
      return readAnswer(await response.body.text(), variables.representations);
    },
    health: async (signal) => {
      const response = await pool.request({ path: new URL('health/ready', url).pathname, method: 'GET', signal });
      const body = await response.body.text();
      return response.statusCode === 503 ? { state: 'degraded', reason: reasonIn(body) } : { state: 'ready' };
    },
    close: () => pool.close(),
  };
}

/** Reads an answer whatever its HTTP status, since GraphQL errors come with 400 and 500 too; throws when it is none. */
function readAnswer(text: string, representations: unknown): SubgraphAnswer {
  const answer: unknown = JSON.parse(text);
  if (!isObject(answer)) throw new Error('The answer is no object.');
  const { data, errors, extensions } = answer;
  if (errors !== undefined && !Array.isArray(errors)) throw new Error('The errors of the answer are no list.');
  if (data == null ? !errors?.length : !isObject(data)) throw new Error('The answer has no data.');
  if (isObject(data) && Array.isArray(representations)) {
    const found = Array.isArray(data._entities) ? data._entities.length : 0;
    if (found !== representations.length)
      throw new Error(`${representations.length} entities asked for, ${found} answered.`);
  }
  return { data, errors, extensions: isObject(extensions) ? extensions : {} } as SubgraphAnswer;
}

function reasonIn(body: string): string {
  try {
    return String(JSON.parse(body).reason);
  } catch {
    return 'It says that it is not ready.';
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

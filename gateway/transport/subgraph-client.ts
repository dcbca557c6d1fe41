import { type Dispatcher, Pool, errors as undici } from 'undici';
import { documentHeader } from '#kit/graph/registered-document.ts';
import { createRequestSigner, type EncodedContext, requestTokenHeader } from '#kit/graph/request-token.ts';
import type { PreparedFetch, SubgraphRequest } from '../execution/subgraph-request.ts';
import { type Document, documentOf } from './document.ts';
import { type EndOfExchange, Exchange } from './exchange.ts';
import { watchExchanges } from './running-exchanges.ts';
import { isUnknownDocument, parseResponse, type SubgraphResponse } from './subgraph-response.ts';

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
export interface SubgraphCall extends SubgraphRequest, EndOfExchange {
  forwarded: EncodedContext;
  /** Milliseconds until the gateway times out. */
  budget?: number;
}

/** The health of a subgraph. `degraded`: it responds, but reports that a backend is unavailable. */
export type SubgraphHealth = { state: 'ready' } | { state: 'degraded'; reason: string };

/** A subgraph's address and the open connections to it. */
export interface SubgraphClient {
  /**
   * Sends one operation. Rejects where no valid response is received. If the connection fails before the response
   * begins, a query is retried once; a mutation is never retried. A document that the subgraph has registered is sent as
   * its hash; if the subgraph does not know it, as after a restart, the operation is sent once more with its text.
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
    // Every exchange has its own end.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Below the 60 s after which a subgraph closes an idle connection. Otherwise a call could use a connection that is
    // being closed.
    keepAliveTimeout: 30_000,
  });
  const running = watchExchanges();
  const documents = new WeakMap<PreparedFetch, Document>();

  return {
    post: async (call) => {
      let document = documents.get(call.fetch);
      if (!document) {
        document = documentOf(call.fetch, signRequest !== undefined);
        documents.set(call.fetch, document);
      }
      if (document.isRegistered()) {
        const { body } = await send(call, document.withHash);
        const response = parseResponse(body, call.entities);
        if (!isUnknownDocument(response)) return response;
        document.forget();
      }
      const { body, headers } = await send(call, document.withText);
      if (headers?.[documentHeader] === 'registered') document.register();
      return parseResponse(body, call.entities);
    },
    health: async (signal) => {
      const response = await pool.request({ path: new URL('health/ready', url).pathname, method: 'GET', signal });
      const body = await response.body.text();
      return response.statusCode === 503 ? { state: 'degraded', reason: reasonIn(body) } : { state: 'ready' };
    },
    close: () => pool.close(),
  };

  /** Sends a call with a document as text or hash; retries it where that is safe. */
  async function send(call: SubgraphCall, document: string) {
    const body = Buffer.from(`${document}${call.variables}}`);
    const first = begin(call, body);
    try {
      return await whole(first);
    } catch (error) {
      const canRetry = !first.headers && !first.isAborted && !(error instanceof undici.ConnectTimeoutError);
      if (!canRetry || call.fetch.isMutation) throw error;
      return whole(begin(call, body));
    }
  }

  /** Begins an exchange. A request token is valid once, so each has its own. */
  function begin({ forwarded, budget, expiresAt, client }: SubgraphCall, body: Buffer): Exchange {
    const headers = ['content-type', 'application/json', 'accept', 'application/json'];
    if (signRequest) {
      headers.push(requestTokenHeader, signRequest({ method: 'POST', path, body }, forwarded, budget));
    }
    const request: Dispatcher.DispatchOptions = { path, method: 'POST', headers, body };
    return new Exchange(pool, request, { expiresAt, client });
  }

  async function whole(exchange: Exchange) {
    running.add(exchange);
    try {
      return { body: await exchange.body, headers: exchange.headers };
    } finally {
      running.delete(exchange);
    }
  }
}

function reasonIn(body: string): string {
  try {
    return String(JSON.parse(body).reason);
  } catch {
    return 'The subgraph reports that it is not ready.';
  }
}

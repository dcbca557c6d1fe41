import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { type ErrorCode, graphError, isTimeout } from '#kit/graph/errors.ts';
import type { Market } from '#kit/graph/market.ts';
import type { ForwardedContext } from '#kit/graph/request-token.ts';
import type { SessionCookie } from '#kit/graph/session.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import type { Log } from '#kit/process/log.ts';
import type { GatewayContext } from '../context.ts';
import type { Answer, Call } from '../execution/fetches.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { type SubgraphFetch, withPaths } from './lost-fields.ts';
import { clientKey, isTooLarge, outcomeOf } from './outcome.ts';
import {
  createSubgraphClient,
  type SubgraphAnswer,
  type SubgraphCall,
  type SubgraphClient,
  type SubgraphClientOptions,
  type SubgraphHealth,
} from './subgraph-client.ts';

export interface DataSourceOptions extends SubgraphClientOptions {
  /** Milliseconds one fetch may take. */
  timeout: number;
  log: Log;
}

/**
 * A subgraph as the query plan sees it. A fetch that fails is answered with errors at the fields it costs,
 * SUBGRAPH_UNAVAILABLE or SUBGRAPH_TIMEOUT, so that the rest of the client's answer stands. A subgraph that fails time
 * and again is not asked, until it answers again.
 */
export class HttpDataSource {
  readonly name: string;
  readonly url: string;
  readonly #timeout: number;
  readonly #log: Log;
  readonly #client: SubgraphClient;
  readonly #breaker: Breaker;

  constructor({ name, timeout, log, ...options }: DataSourceOptions) {
    this.name = name;
    this.url = options.url;
    this.#timeout = timeout;
    this.#log = log;
    this.#client = createSubgraphClient({ ...options, name });
    this.#breaker = createBreaker({
      probe: () =>
        this.#client.post({ query: '{ __typename }', forwarded: anonymousContext, signal: AbortSignal.timeout(1_000) }),
      changed: (state) => log.warn({ subgraph: name }, `the circuit is ${state}`),
    });
  }

  /** Fetches what a plan asks for a client. `schema` is what clients see. Never rejects. */
  async fetch(
    { query, variables, operationName }: Call,
    context: GatewayContext,
    schema: GraphQLSchema,
  ): Promise<Answer> {
    const fetch: SubgraphFetch = { query, variables, schema };
    try {
      const { data, errors, extensions } = await this.#ask({ query, variables, operationName }, context);
      Object.assign(context.answered, readMarketUsed(extensions?.context));
      // Nobody else has sessions to give.
      if (this.name === 'identity') for (const cookie of cookiesIn(extensions)) context.keep(cookie);
      return { data, errors: errors && withPaths(errors.map(asOurs), fetch) };
    } catch (error) {
      return { data: null, errors: withPaths([this.#explain(error)], fetch) };
    }
  }

  /** Asks in the gateway's own name, for a market. Rejects unless the answer is whole. */
  async ask(
    query: string,
    variables: Record<string, unknown> = {},
    market: Market = {},
  ): Promise<Record<string, unknown>> {
    const signal = AbortSignal.timeout(ownTimeout);
    const { data, errors } = await this.#client.post({
      query,
      variables,
      forwarded: { ...anonymousContext, market },
      signal,
    });
    if (errors || !data) throw new Error(`The ${this.name} subgraph answered: ${errors?.[0]?.message}`);
    return data;
  }

  /** How the subgraph does, after `timeout` milliseconds at most. */
  async health(timeout: number): Promise<SubgraphHealth | { state: 'down'; reason: string }> {
    try {
      return await this.#client.health(AbortSignal.timeout(timeout));
    } catch (error) {
      return { state: 'down', reason: this.#explain(error).message };
    }
  }

  /** Lets running fetches end and closes the connections. */
  async close(): Promise<void> {
    this.#breaker.end();
    await this.#client.close();
  }

  async #ask(call: Omit<SubgraphCall, 'forwarded' | 'signal'>, client: GatewayContext): Promise<SubgraphAnswer> {
    const time = Math.min(this.#timeout, Math.floor(client.deadline - performance.now()));
    if (time <= 0) throw new DOMException('The time for the whole request is up.', 'TimeoutError');
    const report = this.#breaker.admit(clientKey(client));
    if (!report) throw new Error('The circuit is open.');
    const timeout = new AbortController();
    const leave = () => timeout.abort(client.signal.reason);
    // A mutation is let run whoever waits for it: nobody could tell how much of it had happened.
    if (!call.query.startsWith('mutation')) {
      if (client.signal.aborted) leave();
      client.signal.addEventListener('abort', leave);
    }
    const timer = setTimeout(() => timeout.abort(new DOMException('No answer came in time.', 'TimeoutError')), time);
    try {
      const answer = await this.#client.post({
        ...call,
        forwarded: forwardedContextFor(this.name, client, time),
        signal: timeout.signal,
      });
      report('answered');
      return answer;
    } catch (error) {
      report(outcomeOf(error, { client, isHurried: time < this.#timeout }));
      if (!client.signal.aborted) {
        this.#log.warn({ requestId: client.requestId, subgraph: this.name, err: error }, 'a fetch failed');
      }
      throw error;
    } finally {
      // Not AbortSignal.timeout and AbortSignal.any: their timers would outlive the fetch by seconds.
      clearTimeout(timer);
      client.signal.removeEventListener('abort', leave);
    }
  }

  #explain(error: unknown): GraphQLFormattedError {
    const { code, what } = lossOf(error);
    const { message, extensions } = graphError(code, `The ${this.name} subgraph ${what}.`, { subgraph: this.name });
    return { message, extensions };
  }
}

function lossOf(error: unknown): { code: ErrorCode; what: string } {
  if (isTooLarge(error)) return { code: 'RESPONSE_TOO_LARGE', what: 'answers with more than may be sent at a time' };
  return isTimeout(error)
    ? { code: 'SUBGRAPH_TIMEOUT', what: 'took too long to answer' }
    : { code: 'SUBGRAPH_UNAVAILABLE', what: 'cannot be reached' };
}

/**
 * The client's request was checked before it was planned. A request that a subgraph refuses as malformed is therefore a
 * fault of ours, and is masked: its message may name parts of the schema that clients do not see.
 */
function asOurs(error: GraphQLFormattedError): GraphQLFormattedError {
  const code = String(error.extensions?.code);
  if (code === 'OPERATION_TOO_EXPENSIVE') return withoutPaths(error);
  const isOurs = refusedRequests.has(code) || (code === 'BAD_USER_INPUT' && error.message.startsWith('Variable "$'));
  return isOurs ? { ...error, extensions: { ...error.extensions, code: 'INTERNAL_SERVER_ERROR' } } : error;
}

/** A ceiling of a subgraph names paths of the operation that the gateway sent, which is not the client's. */
function withoutPaths({ extensions, ...error }: GraphQLFormattedError): GraphQLFormattedError {
  const { costliest: _paths, ...kept } = extensions ?? {};
  return { ...error, extensions: kept };
}

const refusedRequests = new Set<string>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_COMPLEX',
  'BAD_REQUEST',
  'PAYLOAD_TOO_LARGE',
] satisfies ErrorCode[]);

/** How long the gateway waits for what it asks for itself, in milliseconds. */
const ownTimeout = 1_500;

/** What the gateway asks for itself. */
const anonymousContext: ForwardedContext = {
  requestId: 'gateway',
  viewer: anonymous,
  market: {},
  client: {},
  isService: true,
};

/** All that a subgraph is told of a client's request. */
function forwardedContextFor(subgraph: string, context: GatewayContext, time: number): ForwardedContext {
  const { requestId, viewer, market, client, token, isService, isUncached, spending } = context;
  // A little less than we wait ourselves, so that what the subgraph has by then still reaches us.
  const forwarded = {
    requestId,
    viewer,
    market,
    client,
    budget: Math.ceil(time * 0.9),
    ...(isService && { isService }),
    ...(isUncached && { isUncached }),
  };
  // Only identity needs it, for `Viewer.quota`.
  const quota = subgraph === 'identity' ? spending.quota() : undefined;
  if (quota) return { ...forwarded, quota };
  // Commerce alone acts for a customer at its backend.
  return subgraph === 'commerce' && token !== undefined ? { ...forwarded, token } : forwarded;
}

function cookiesIn(extensions: Record<string, unknown> | undefined): SessionCookie[] {
  return Array.isArray(extensions?.cookies) ? extensions.cookies : [];
}

/** The market a subgraph says it has answered for. */
function readMarketUsed(context: unknown): Market {
  const { country, currency } = (context ?? {}) as Record<string, unknown>;
  return { ...(typeof country === 'string' && { country }), ...(typeof currency === 'string' && { currency }) };
}

import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { type ErrorCode, graphError, isTimeout } from '#kit/graph/errors.ts';
import type { Market } from '#kit/graph/market.ts';
import { encodeContext, type ForwardedContext } from '#kit/graph/request-token.ts';
import type { SessionCookie } from '#kit/graph/session.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import type { Log } from '#kit/process/log.ts';
import { readInvalidates } from '../cache/changes.ts';
import type { GatewayContext } from '../context.ts';
import type { PreparedFetch, SubgraphRequest, SubgraphResult } from '../execution/subgraph-request.ts';
import { addUsed, type UsedMarket } from '../markets.ts';
import { type Breaker, type BreakerState, createBreaker, type Outcome } from './breaker.ts';
import { readFallbacks } from './fallbacks.ts';
import { type ForwardableContext, forwardedContextFor } from './forwarded-context.ts';
import { withPaths } from './lost-fields.ts';
import { maskGatewayError } from './mask-errors.ts';
import { clientKey, isTooLarge, outcomeOf } from './outcome.ts';
import {
  createSubgraphClient,
  type SubgraphClient,
  type SubgraphClientOptions,
  type SubgraphHealth,
} from './subgraph-client.ts';
import type { SubgraphResponse } from './subgraph-response.ts';

/** The parts of a request's context that a fetch needs. */
type FetchContext = ForwardableContext & Pick<GatewayContext, 'cost' | 'deadline' | 'signal'>;

export interface DataSourceOptions extends SubgraphClientOptions {
  /** The timeout of one fetch in milliseconds. */
  timeout: number;
  log: Log;
}

/** The number of fetches by their outcome. `rejected`: by the circuit breaker. */
export type FetchCounts = Readonly<Record<Outcome | 'rejected', number>>;

/**
 * A subgraph for the plan executor. A failed fetch returns an error for each field that it loses, SUBGRAPH_UNAVAILABLE
 * or SUBGRAPH_TIMEOUT, so that the rest of the client's response is unaffected. A circuit breaker stops calls to a
 * subgraph that fails repeatedly, until it recovers.
 */
export class HttpDataSource {
  readonly name: string;
  readonly url: string;
  /** The key of its request tokens; undefined where it receives none. */
  readonly requestTokenKey: string | undefined;
  readonly #timeout: number;
  readonly #log: Log;
  readonly #client: SubgraphClient;
  readonly #breaker: Breaker;
  readonly #fetches = { succeeded: 0, failed: 0, unreachable: 0, uncounted: 0, rejected: 0 };
  #breakerState: BreakerState = 'closed';
  readonly #ownFetches = new Map<string, PreparedFetch>();

  constructor({ name, timeout, log, ...options }: DataSourceOptions) {
    this.name = name;
    this.url = options.url;
    this.requestTokenKey = options.requestTokenKey;
    this.#timeout = timeout;
    this.#log = log;
    this.#client = createSubgraphClient({ ...options, name });
    this.#breaker = createBreaker({
      probe: () =>
        this.#client.post({
          fetch: this.#ownFetch('{ __typename }'),
          variables: '{}',
          forwarded: encodeContext(anonymousContext),
          expiresAt: performance.now() + 1_000,
        }),
      changed: (state) => {
        this.#breakerState = state;
        log.warn({ event: 'circuit_changed', subgraph: name, state }, `circuit breaker ${state}`);
      },
    });
  }

  /** The fetches on behalf of clients since this data source was created. */
  get fetches(): FetchCounts {
    return this.#fetches;
  }

  get breakerState(): BreakerState {
    return this.#breakerState;
  }

  /** Executes a request of a plan on behalf of a client. `schema` is the API schema. Never rejects. */
  async fetch(
    request: SubgraphRequest,
    context: FetchContext & Pick<GatewayContext, 'usedMarket' | 'setCookie' | 'isDisconnected'>,
    schema: GraphQLSchema,
  ): Promise<SubgraphResult> {
    const addPaths = (errors: readonly GraphQLFormattedError[]) => withPaths(errors, { request, schema });
    let isDown = false;
    try {
      const { data, errors, extensions } = await this.#send(request, context, () => {
        isDown = true;
      });
      const market = extensions?.context ? readMarketUsed(extensions.context) : undefined;
      const fallbacks = extensions?.fallbacks ? readFallbacks(extensions.fallbacks) : undefined;
      addUsed(context.usedMarket, market);
      if (fallbacks) addUsed(context.usedMarket, { fallbacks: fallbacks.map(({ coordinate }) => coordinate) });
      // Only AXIOM's own identity may set session cookies, which verifies request tokens.
      if (this.name === 'identity' && this.requestTokenKey !== undefined)
        for (const cookie of cookiesIn(extensions)) context.setCookie(cookie);
      // Only a subgraph of this installation may make others read again, and only by a mutation.
      const isBelieved = request.fetch.isMutation && this.requestTokenKey !== undefined;
      const invalidates = isBelieved ? readInvalidates(extensions?.invalidates) : undefined;
      const isPartial = extensions?.isPartial === true;
      const explained = errors && addPaths(errors.map(maskGatewayError));
      return { data, errors: explained, market, fallbacks, isPartial, invalidates };
    } catch (error) {
      const explained = this.#explain(error);
      const isAwaited = !(request.client ?? context.signal).aborted;
      // The errors of a disconnected client are not read.
      return { data: null, errors: isAwaited ? addPaths([explained]) : [explained], isDown };
    }
  }

  /** Executes an operation on the gateway's own behalf, for a market. Rejects where the response has any error. */
  async query(
    query: string,
    variables: Record<string, unknown> = {},
    market: Market = {},
  ): Promise<Record<string, unknown>> {
    const { data, errors } = await this.#client.post({
      fetch: this.#ownFetch(query),
      variables: JSON.stringify(variables),
      forwarded: encodeContext({ ...anonymousContext, market }),
      expiresAt: performance.now() + ownTimeout,
    });
    if (errors || !data) throw new Error(`The ${this.name} subgraph returned an error: ${errors?.[0]?.message}`);
    return data;
  }

  /** The health of the subgraph. Resolves within `timeout` milliseconds. */
  async health(timeout: number): Promise<SubgraphHealth | { state: 'down'; reason: string }> {
    try {
      return await this.#client.health(AbortSignal.timeout(timeout));
    } catch (error) {
      return { state: 'down', reason: this.#explain(error).message };
    }
  }

  /** Completes the running fetches, then closes the connections. */
  async close(): Promise<void> {
    this.#breaker.end();
    await this.#client.close();
  }

  /** `reportDown` is called where the subgraph fails through no fault of this request. */
  async #send(request: SubgraphRequest, context: FetchContext, reportDown: () => void): Promise<SubgraphResponse> {
    const signal = request.client ?? context.signal;
    // A mutation is not cancelled when the client disconnects: the outcome would be unknown.
    const client = request.fetch.isMutation ? undefined : signal;
    if (client?.aborted) throw client.reason;
    const now = performance.now();
    const time = Math.min(this.#timeout, Math.floor(context.deadline - now));
    if (time <= 0) throw new DOMException('The deadline of the request has passed.', 'TimeoutError');
    const report = this.#breaker.admit(clientKey(context));
    if (!report) {
      this.#fetches.rejected += 1;
      reportDown();
      throw new Error('The circuit breaker is open.');
    }
    try {
      const response = await this.#client.post({
        ...request,
        forwarded: forwardedContextFor(this.name, context, request.isShared),
        // Below the gateway's own timeout, so that a partial response of the subgraph still arrives in time.
        budget: Math.ceil(time * 0.9),
        expiresAt: now + time,
        client,
      });
      report('succeeded');
      this.#fetches.succeeded += 1;
      return response;
    } catch (error) {
      const outcome = outcomeOf(error, { client: { signal, cost: context.cost }, isHurried: time < this.#timeout });
      report(outcome);
      this.#fetches[outcome] += 1;
      if (outcome !== 'uncounted') reportDown();
      if (!signal.aborted) {
        const { requestId } = context;
        this.#log.warn({ event: 'fetch_failed', requestId, subgraph: this.name, err: error }, 'fetch failed');
      }
      throw error;
    }
  }

  /** The fetch of one of the gateway's own operations, whose texts are constants. */
  #ownFetch(query: string): PreparedFetch {
    const known = this.#ownFetches.get(query);
    if (known) return known;
    const fetch = { subgraph: this.name, query, operationName: undefined, isMutation: query.startsWith('mutation') };
    this.#ownFetches.set(query, fetch);
    return fetch;
  }

  #explain(error: unknown): GraphQLFormattedError {
    const { code, reason } = failureOf(error);
    const { message, extensions } = graphError(code, `The ${this.name} subgraph ${reason}.`, { subgraph: this.name });
    return { message, extensions };
  }
}

function failureOf(error: unknown): { code: ErrorCode; reason: string } {
  if (isTooLarge(error)) return { code: 'RESPONSE_TOO_LARGE', reason: 'returned a response above the size limit' };
  return isTimeout(error)
    ? { code: 'SUBGRAPH_TIMEOUT', reason: 'took too long to answer' }
    : { code: 'SUBGRAPH_UNAVAILABLE', reason: 'cannot be reached' };
}

/** The timeout of the gateway's own operations in milliseconds. */
const ownTimeout = 1_500;

/** The forwarded context of the gateway's own operations. */
const anonymousContext: ForwardedContext = {
  requestId: 'gateway',
  viewer: anonymous,
  market: {},
  client: {},
  isService: true,
};

function cookiesIn(extensions: Record<string, unknown> | undefined): SessionCookie[] {
  return Array.isArray(extensions?.cookies) ? extensions.cookies : [];
}

/** The market that a subgraph reports as used. */
function readMarketUsed(context: unknown): UsedMarket {
  const { country, currency } = context as Record<string, unknown>;
  return { ...(typeof country === 'string' && { country }), ...(typeof currency === 'string' && { currency }) };
}

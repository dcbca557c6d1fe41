import type { GraphQLError } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import type { ViewerQuota } from '#kit/graph/viewer.ts';
import type { Consumption } from './point-store.ts';
import type { Quota } from './quota.ts';
import type { RateLimitKey } from './rate-limit-key.ts';
import { throttledRequest } from './throttled.ts';

/** The cost of an operation, in the shape of Shopify's `extensions.cost`. */
export interface CostReport {
  /** The estimated cost: the points that were reserved before the operation ran, or that were requested and refused. */
  requestedQueryCost: number;
  /** The actual cost in points; null where nothing ran. */
  actualQueryCost: number | null;
  /** The viewer's bucket after the operation; null for AXIOM's own services, which have none. */
  throttleStatus: ThrottleStatus | null;
}

/** The viewer's bucket, in points. */
export type ThrottleStatus = Omit<ViewerQuota, 'ceiling'>;

/** The points of one request: reserved before it runs, settled afterwards. */
export interface CostAccount {
  /**
   * Raises the reservation to `points`. Resolves to an error, THROTTLED with HTTP status 429, and reserves nothing more
   * where too few points are available.
   */
  reserve(points: number): Promise<GraphQLError | undefined>;
  /** Sets the reported cost of an operation that is not run. Reserves nothing. */
  quote(points: number): void;
  /** Sets the actual cost. Refunds the other reserved points. */
  settle(points: number): void;
  /** The cost so far; undefined before the first `reserve` or `quote`. */
  report(): CostReport | undefined;
  /** The viewer's quota as of now; undefined for AXIOM's own services. */
  quota(): ViewerQuota | undefined;
}

/** Opens the account of one request. `ceiling`: the maximum cost of one operation of the viewer. */
export function openCostAccount(
  quota: Quota,
  key: RateLimitKey,
  ceiling: number,
  now: () => number = () => performance.now(),
): CostAccount {
  let reserved = 0;
  let requested: number | undefined;
  let actual: number | null = null;
  let last: { consumption: Consumption; at: number } | undefined;
  let unused = 0;

  const status = (): ThrottleStatus | undefined => {
    if (!last) return undefined;
    const { available, size } = last.consumption;
    const restored = Math.floor(((now() - last.at) / 1_000) * size.perSecond);
    return {
      maximumAvailable: size.burst,
      currentlyAvailable: Math.min(size.burst, available + unused + restored),
      restoreRate: size.perSecond,
    };
  };

  return {
    reserve: async (points) => {
      requested = points;
      const missing = points - reserved;
      if (missing <= 0) return undefined;
      const consumption = await quota.consume(key, missing);
      last = { consumption, at: now() };
      if (consumption.retryAfterMs > 0) return refusal(points, consumption);
      reserved = points;
      return undefined;
    },
    quote: (points) => {
      requested = points;
    },
    settle: (points) => {
      actual = points;
      if (!last) return;
      const { available, size } = last.consumption;
      // Points that were restored since the reservation are in the bucket again, and are not refunded.
      const missing = size.burst - available - ((now() - last.at) / 1_000) * size.perSecond;
      unused = Math.max(0, Math.floor(Math.min(reserved - points, missing)));
      if (unused > 0) last.consumption.refund(unused);
    },
    report: () => {
      const throttleStatus = status();
      if (requested === undefined || !throttleStatus) return undefined;
      return { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus };
    },
    quota: () => {
      const throttleStatus = status();
      return throttleStatus && { ceiling, ...throttleStatus };
    },
  };
}

/** The account of one of AXIOM's own services, which have no bucket: costs are reported and never limited. */
export function openUnlimitedCostAccount(): CostAccount {
  let requested: number | undefined;
  let actual: number | null = null;
  const quote = (points: number) => {
    requested = points;
  };
  return {
    reserve: async (points) => void quote(points),
    quote,
    settle: (points) => {
      actual = points;
    },
    report: () =>
      requested === undefined
        ? undefined
        : { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: null },
    quota: () => undefined,
  };
}

/** The account of a request that costs nothing: for gateways without quotas. */
export function openFreeAccount(): CostAccount {
  return freeAccount;
}

const freeAccount: CostAccount = {
  reserve: async () => undefined,
  quote: () => {},
  settle: () => {},
  report: () => undefined,
  quota: () => undefined,
};

function refusal(points: number, { retryAfterMs, available, size }: Consumption): GraphQLError {
  if (!Number.isFinite(retryAfterMs)) {
    const message = `The operation costs ${points} points; the viewer's bucket has at most ${size.burst}.`;
    return graphError('OPERATION_TOO_EXPENSIVE', message, { cost: points, ceiling: size.burst, http: { status: 400 } });
  }
  return throttledRequest(retryAfterMs, `The operation costs ${points} points; ${available} are available now.`);
}

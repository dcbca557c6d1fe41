import type { GraphQLError } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import type { ViewerQuota } from '#kit/graph/viewer.ts';
import type { Payer } from './payer.ts';
import type { Quota, Taking } from './quota.ts';
import { throttledRequest } from './throttled.ts';

/** What an operation costs, in the shape of Shopify's `extensions.cost`. */
export interface CostReport {
  /** Points that were taken before the operation ran, or that are missing. */
  requestedQueryCost: number;
  /** Points that it has cost in fact; null where nothing ran. */
  actualQueryCost: number | null;
  /** The viewer's bucket after the answer; null for services of the house, which have none. */
  throttleStatus: ThrottleStatus | null;
}

/** The viewer's bucket, in points. */
export type ThrottleStatus = Omit<ViewerQuota, 'ceiling'>;

/** The points that one request takes. */
export interface Spending {
  /**
   * Takes what is missing to so many points. Resolves to the error, THROTTLED with HTTP status 429, where they are not there;
   * then none are taken.
   */
  reserve(points: number): Promise<GraphQLError | undefined>;
  /** Says what the operation would cost that is not run: nothing is taken for it. */
  quote(points: number): void;
  /** Says how many of the reserved points were used. The others are given back. */
  settle(points: number): void;
  /** Undefined before anything was reserved or quoted. */
  report(): CostReport | undefined;
  /** What the viewer may spend, as of now; undefined for services of the house. */
  quota(): ViewerQuota | undefined;
}

/** Opens the spending of one request. `ceiling`: the most that one operation of the viewer may cost. */
export function openSpending(
  quota: Quota,
  payer: Payer,
  ceiling: number,
  now: () => number = () => performance.now(),
): Spending {
  let reserved = 0;
  let requested: number | undefined;
  let actual: number | null = null;
  let last: { taking: Taking; at: number } | undefined;
  let unused = 0;

  const status = (): ThrottleStatus | undefined => {
    if (!last) return undefined;
    const { available, size } = last.taking;
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
      const taking = await quota.consume(payer, missing);
      last = { taking, at: now() };
      if (taking.retryAfterMs > 0) return refusal(points, taking);
      reserved = points;
      return undefined;
    },
    quote: (points) => {
      requested = points;
    },
    settle: (points) => {
      actual = points;
      if (!last) return;
      const { available, size } = last.taking;
      // What was restored since is not given back: the bucket has it again.
      const left = size.burst - available - ((now() - last.at) / 1_000) * size.perSecond;
      unused = Math.max(0, Math.floor(Math.min(reserved - points, left)));
      if (unused > 0) last.taking.giveBack(unused);
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

/** The spending of a service of the house, which has no bucket: everything is there, and is only reported. */
export function openFreeSpending(): Spending {
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

function refusal(points: number, { retryAfterMs, available, size }: Taking): GraphQLError {
  if (!Number.isFinite(retryAfterMs)) {
    const message = `The operation costs ${points} points; the viewer has ${size.burst} at most.`;
    return graphError('OPERATION_TOO_EXPENSIVE', message, { cost: points, ceiling: size.burst, http: { status: 400 } });
  }
  return throttledRequest(retryAfterMs, `The operation costs ${points} points; ${available} are available now.`);
}

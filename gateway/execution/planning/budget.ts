import { LRUCache } from 'lru-cache';
import type { Refusal } from '#kit/stores/rate-limiter.ts';

export interface BudgetOptions {
  /** Milliseconds of processor time that one requester may use at once. */
  burst: number;
  /** Milliseconds of processor time that are restored in each second. */
  restored: number;
}

/**
 * Limits the processor time of planning for each requester, with a leaky bucket. It is local to this process, as are
 * the planning threads. The ten thousand most recent requesters are remembered.
 */
export interface Budget {
  /** Reserves an expected time before a plan is built. `settle` replaces it with the actual time in milliseconds. */
  reserve(requester: string, now: number): { allowed: true; settle(cpuTime: number): void } | Refusal;
}

/** The expected time of a plan in milliseconds. */
const expected = 50;

export function createBudget({ burst, restored }: BudgetOptions): Budget {
  const used = new LRUCache<string, { level: number; at: number }>({ max: 10_000 });

  return {
    reserve: (requester, now) => {
      const last = used.get(requester);
      const level = last ? Math.max(0, last.level - ((now - last.at) * restored) / 1_000) : 0;
      const excess = level + expected - Math.max(burst, expected);
      if (excess > 0) return { allowed: false, retryAfterMs: Math.ceil((excess * 1_000) / restored) };
      const bucket = { level: level + expected, at: now };
      used.set(requester, bucket);
      return {
        allowed: true,
        settle: (cpuTime) => {
          // The current bucket, because another reservation may have replaced it.
          const current = used.get(requester) ?? bucket;
          current.level += cpuTime - expected;
        },
      };
    },
  };
}

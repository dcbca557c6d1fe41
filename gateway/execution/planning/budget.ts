import { LRUCache } from 'lru-cache';
import type { Refusal } from '#kit/stores/rate-limiter.ts';

export interface BudgetOptions {
  /** Milliseconds of processor time that one requester may use at once. */
  burst: number;
  /** Milliseconds of it that come back in each second. */
  restored: number;
}

/**
 * The processor time that planning may take, for each requester: a leaky bucket of this process, since its plans and its
 * threads are its own. The ten thousand requesters that came last are remembered.
 */
export interface Budget {
  /** Sets time aside before a plan is made; `settle` says afterwards what it took in fact. */
  take(requester: string, now: number): { allowed: true; settle(took: number): void } | Refusal;
}

/** What a plan is first taken to cost, in milliseconds. */
const expected = 50;

export function createBudget({ burst, restored }: BudgetOptions): Budget {
  const used = new LRUCache<string, { level: number; at: number }>({ max: 10_000 });

  return {
    take: (requester, now) => {
      const last = used.get(requester);
      const level = last ? Math.max(0, last.level - ((now - last.at) * restored) / 1_000) : 0;
      const excess = level + expected - Math.max(burst, expected);
      if (excess > 0) return { allowed: false, retryAfterMs: Math.ceil((excess * 1_000) / restored) };
      const bucket = { level: level + expected, at: now };
      used.set(requester, bucket);
      return {
        allowed: true,
        settle: (took) => {
          // The bucket as it is by then, which has drained since.
          const current = used.get(requester) ?? bucket;
          current.level += took - expected;
        },
      };
    },
  };
}

import { LRUCache } from 'lru-cache';

/** The number of rejections that one network receives without delay. */
export interface RejectionRate {
  burst: number;
  perSecond: number;
}

/** Delays the responses to clients whose requests are rejected repeatedly. */
export interface RejectionDelay {
  /** Waits until the network may receive another rejection, for at most two seconds, or until `signal` aborts. */
  wait(network: string, signal: AbortSignal): Promise<void>;
}

/** The maximum delay in milliseconds. */
const maxDelay = 2_000;

/**
 * The maximum number of delayed rejections. Further ones are sent at once: a delay does not slow clients that do not
 * wait.
 */
const maxWaiting = 2_000;

/** The number of networks whose rejections are counted. */
const maxNetworks = 10_000;

/**
 * Against clients that send the next request as soon as the last one was rejected: the delay saves reading, parsing and
 * rejecting more of them. Other responses are never delayed. `now`: milliseconds of a monotonic clock.
 */
export function createRejectionDelay(
  { burst, perSecond }: RejectionRate,
  now: () => number = () => performance.now(),
): RejectionDelay {
  const interval = 1_000 / perSecond;
  /** When the leaky bucket of each network will be empty. */
  const emptyAt = new LRUCache<string, number>({ max: maxNetworks });
  let waiting = 0;

  return {
    wait: async (network, signal) => {
      const at = now();
      const full = at + burst * interval;
      const empty = Math.min(Math.max(at, emptyAt.get(network) ?? at) + interval, full + maxDelay);
      emptyAt.set(network, empty);
      const delay = empty - full;
      if (delay <= 0 || waiting >= maxWaiting || signal.aborted) return;
      waiting += 1;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(end, delay);
        signal.addEventListener('abort', end, { once: true });
        function end() {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        }
      });
      waiting -= 1;
    },
  };
}

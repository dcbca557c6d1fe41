import { LRUCache } from 'lru-cache';

/** How many refusals one network gets without delay. */
export interface RefusalRate {
  burst: number;
  perSecond: number;
}

/** Delays refusals of those who send what is refused again and again. */
export interface RefusalPace {
  /** Waits until this network may be told another refusal, at most two seconds; no longer than `signal` lets it. */
  wait(network: string, signal: AbortSignal): Promise<void>;
}

/** Milliseconds that one refusal waits at most. */
const longest = 2_000;

/** How many refusals wait at once. Beyond, they are sent at once: a client that does not wait for its answers is not slowed down. */
const mostWaiting = 2_000;

/** Networks whose refusals are counted. */
const mostNetworks = 10_000;

/**
 * Against clients that send their next request as soon as the last was refused: what they do not send need not be read, parsed
 * and refused. Answers that are not refusals are never delayed. `now`: milliseconds, by a clock that never goes back.
 */
export function openRefusalPace(
  { burst, perSecond }: RefusalRate,
  now: () => number = () => performance.now(),
): RefusalPace {
  const interval = 1_000 / perSecond;
  /** When the bucket of each network is empty. */
  const emptyAt = new LRUCache<string, number>({ max: mostNetworks });
  let waiting = 0;

  return {
    wait: async (network, signal) => {
      const at = now();
      const full = at + burst * interval;
      const empty = Math.min(Math.max(at, emptyAt.get(network) ?? at) + interval, full + longest);
      emptyAt.set(network, empty);
      const delay = empty - full;
      if (delay <= 0 || waiting >= mostWaiting || signal.aborted) return;
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

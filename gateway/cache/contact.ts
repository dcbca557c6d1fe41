import { cacheTimes } from '#kit/stores/cache-keys.ts';
import type { CacheConnection } from './connection.ts';

/** How long entries may live, by the contact to the other gateways. */
export interface Contact {
  /**
   * Milliseconds, counted from the beginning of the fetch: Infinity with contact; a second without it, because what is
   * invalidated is not known; 0 after some time, because the others then no longer wait for this gateway. Decided at each
   * call, so that a process that was stopped does not return what it had.
   */
  longestLife(): number;
  isDegraded(): boolean;
  /** How often the contact was lost. */
  degradations(): number;
}

/** Watches a connection, and calls `onLost` when its contact is found to be lost. Without a connection nothing is lost. */
export function watchContact(connection: Pick<CacheConnection, 'silence'> | undefined, onLost: () => void): Contact {
  let wasLost = true;
  let count = 0;

  function longestLife(): number {
    const silence = connection?.silence() ?? 0;
    const isLost = silence > cacheTimes.lease;
    if (isLost && !wasLost) {
      count += 1;
      onLost();
    }
    wasLost = isLost;
    if (!isLost) return Number.POSITIVE_INFINITY;
    return silence > cacheTimes.off ? 0 : cacheTimes.shortLife;
  }

  return { longestLife, isDegraded: () => longestLife() < Number.POSITIVE_INFINITY, degradations: () => count };
}

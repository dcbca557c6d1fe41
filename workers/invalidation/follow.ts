import { setTimeout as sleep } from 'node:timers/promises';
import { everythingTag } from '#kit/graph/server/change-feed.ts';
import type { Log } from '#kit/process/log.ts';
import type { Publisher } from '#kit/stores/cache-publisher.ts';
import type { Feed } from './feeds.ts';

/** A feed that is followed. */
export interface Followed {
  /** The instant up to which every change is published, in milliseconds since 1970; undefined before the first read. */
  syncedAt(): number | undefined;
  /** Resolves when the feed is no longer followed. */
  readonly ends: Promise<void>;
}

/** Milliseconds until a cursor without changes is stored: it moves with the time, and each store is a write. */
const longestUnsaved = 60_000;

/** Maximum back-off in milliseconds while the subgraph, its backend or Redis is unavailable. */
const longestPause = 1_000;

/**
 * Publishes what a feed reports until `signal` aborts. Its cursor is stored in the transaction that publishes the events before it,
 * so that a worker which continues there publishes some events twice at most, and misses none. Where the stored cursor was lost or
 * is rejected, everything of the subgraph is invalidated.
 */
export function followFeed(feed: Feed, publisher: Publisher, log: Log, signal: AbortSignal): Followed {
  let cursor: string | null = null;
  let isKnown = false;
  let savedAt = Number.NEGATIVE_INFINITY;
  let syncedAt: number | undefined;

  const save = async (events: Parameters<Publisher['publish']>[0], next: string) => {
    await publisher.publish(events, { [feed.name]: next });
    savedAt = performance.now();
    cursor = next;
  };

  /** Joins the feed at its end. Changes after that are reported later, so everything is invalidated only then. */
  const join = async (reason: string) => {
    const page = await feed.read(null, signal);
    if (!page) throw new Error(`The ${feed.name} subgraph gives no cursor.`);
    await save([{ scope: feed.name, tags: [everythingTag] }], page.cursor);
    log.info({ event: 'everything_invalidated', feed: feed.name, reason }, 'everything of a subgraph is invalidated');
  };

  const step = async () => {
    if (!isKnown) {
      cursor = (await publisher.cursors())[feed.name] ?? null;
      isKnown = true;
    }
    if (cursor === null) return join('no cursor is stored');
    const startedAt = Date.now();
    const page = await feed.read(cursor, signal);
    if (!page) return join('the cursor is rejected');
    const { tags, changes } = page;
    if (tags.length > 0) await save([{ scope: feed.name, tags, changes }], page.cursor);
    else if (performance.now() > savedAt + longestUnsaved) await save([], page.cursor);
    else cursor = page.cursor;
    if (!page.hasMore) syncedAt = startedAt;
  };

  const ends = (async () => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await step();
        if (failures > 0) log.info({ event: 'feed_recovered', feed: feed.name }, 'change feed recovered');
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        if (failures === 1) log.warn({ event: 'feed_failed', feed: feed.name, err: error }, 'change feed failed');
        await sleep(Math.min(longestPause, 50 * 2 ** failures), undefined, { signal }).catch(() => {});
      }
    }
  })();
  return { syncedAt: () => syncedAt, ends };
}

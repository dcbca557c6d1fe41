import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#kit/process/log.ts';
import type { FollowerHandlers, StreamEvent } from '#kit/stores/cache-follower.ts';
import { cacheTimes } from '#kit/stores/cache-keys.ts';
import type { Publisher } from '#kit/stores/cache-publisher.ts';

/** Sends tags to the edge; without tags, only that there are none. Rejects when the edge has not accepted them. */
export type SendPurge = (tags: readonly string[], signal: AbortSignal) => Promise<void>;

export interface PurgingOptions {
  publisher: Pick<Publisher, 'acknowledged'>;
  /** Milliseconds since a moment whose events have all been handled. */
  silence(): number;
  send: SendPurge;
  /** Milliseconds between two messages to the edge while nothing is purged. */
  interval: number;
  log: Log;
}

/** What waits to be purged, fed by a follower of the stream of invalidations. */
export interface PurgeQueue extends FollowerHandlers {
  /** The waiting events; undefined while there is none. They are handed out once. */
  take(): Waiting | undefined;
  /** Puts back what could not be purged. */
  putBack(waiting: Waiting): void;
  /** Resolves when something waits, or after this time. */
  arrival(milliseconds: number, signal: AbortSignal): Promise<void>;
}

interface Waiting {
  tags: ReadonlySet<string>;
  /** The events that the gateways must have handled before. */
  events: readonly StreamEvent[];
}

/** The maximum number of tags that wait. Beyond it, everything is purged. */
const maxTags = 1_000;

/** Opens an empty queue. A scope counts for gateways only: the edge has whole answers. */
export function openPurgeQueue(): PurgeQueue {
  let tags = new Set<string>();
  let events: StreamEvent[] = [];
  let arrive = () => {};
  const add = (added: readonly StreamEvent[], more: Iterable<string>) => {
    for (const tag of more) tags.add(tag);
    if (tags.has('*') || tags.size > maxTags) tags = new Set(['*']);
    // The gateways handle events in order, so the last one is enough to wait for.
    events = [...events, ...added].slice(-1);
    arrive();
  };
  return {
    onEvents: (added) =>
      add(
        added,
        added.flatMap(({ invalidation }) => invalidation.tags),
      ),
    onReset: (_, retained) => add(retained, ['*']),
    take: () => {
      if (tags.size === 0) return undefined;
      const waiting = { tags, events };
      tags = new Set();
      events = [];
      return waiting;
    },
    putBack: (waiting) => {
      const later = events;
      events = [];
      add([...waiting.events, ...later], waiting.tags);
    },
    arrival: (milliseconds, signal) =>
      new Promise((resolve) => {
        arrive = resolve;
        if (tags.size > 0) resolve();
        sleep(milliseconds, undefined, { signal }).then(resolve, resolve);
      }),
  };
}

/**
 * Purges at the edge what was invalidated, until `signal` aborts. The gateways come first: the edge would otherwise store again
 * what one of them still has. While Redis or the edge cannot be reached, the edge hears nothing and stops to use its cache.
 */
export async function purgeEdge(queue: PurgeQueue, options: PurgingOptions, signal: AbortSignal): Promise<void> {
  const { publisher, silence, send, interval, log } = options;
  for (let failures = 0; !signal.aborted; ) {
    const waiting = queue.take();
    try {
      if (waiting) {
        await reachGateways(publisher, waiting.events, signal);
        await send([...waiting.tags], signal);
        log.debug({ event: 'edge_purged', tags: waiting.tags.size }, 'edge purged');
      } else if (silence() < cacheTimes.lease) await send([], signal);
      if (failures > 0) log.info({ event: 'edge_reached' }, 'edge reached again');
      failures = 0;
      await queue.arrival(interval, signal);
    } catch (err) {
      if (waiting) queue.putBack(waiting);
      failures += 1;
      if (failures === 1) log.warn({ event: 'edge_unreachable', err }, 'edge cannot be reached');
      await sleep(Math.min(interval, 100 * 2 ** failures), undefined, { signal }).catch(() => {});
    }
  }
}

/** Resolves when no gateway returns what was read before the events. */
async function reachGateways(
  { acknowledged }: Pick<Publisher, 'acknowledged'>,
  events: readonly StreamEvent[],
  signal: AbortSignal,
): Promise<void> {
  const last = events.at(-1);
  if (!last) return;
  const published = { events: [last.invalidation], id: last.id, at: performance.now() };
  while (!signal.aborted && !(await acknowledged(published, 5_000, signal)));
  signal.throwIfAborted();
}

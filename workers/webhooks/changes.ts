import type { Change, EventId, Invalidation } from '#kit/stores/cache-keys.ts';
import type { Publisher } from '#kit/stores/cache-publisher.ts';
import { readInvalidations } from '#kit/stores/invalidation-stream.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { Message } from './store.ts';

/** The most ids or tags in one message. */
const most = 500;

/** Milliseconds for which one read waits until all gateways have dropped what was invalidated. */
const patience = 4_000;

/** The webhook event of each kind of change, and the name of its ids. */
const events: Readonly<Record<string, { type: string; ids: string }>> = {
  PRODUCT: { type: 'product.changed', ids: 'productIds' },
  PRICE: { type: 'price.changed', ids: 'productIds' },
  STOCK: { type: 'stock.changed', ids: 'productIds' },
  ARTICLE: { type: 'article.published', ids: 'articleIds' },
};

/** The messages about changes after a position in the stream. */
export interface ChangeMessages {
  messages: Message[];
  /** Continue here. */
  position: EventId;
}

/**
 * Reads what changed after a position. Resolves once no gateway returns anything older, so that the receiver of a message can read
 * the change; undefined when a gateway needs longer. A position that the stream no longer has is answered with one message that
 * everything is invalidated. Without a position: no messages, and the current end.
 */
export async function readChanges(
  redis: RedisClient,
  publisher: Publisher,
  position: EventId | undefined,
): Promise<ChangeMessages | undefined> {
  const { invalidations, position: end, isIncomplete } = await readInvalidations(redis, position);
  if (isIncomplete) return { messages: toMessages(end, [{ tags: ['*'] }]), position: end };
  if (invalidations.length === 0) return { messages: [], position: end };
  const published = { events: invalidations.slice(-1), id: end, at: performance.now() };
  if (!(await publisher.acknowledged(published, patience))) return undefined;
  return { messages: toMessages(end, invalidations), position: end };
}

/** The messages about several invalidations: each tag and each change once, in messages of limited size. */
export function toMessages(end: EventId, invalidations: readonly Invalidation[]): Message[] {
  const occurredAt = new Date(Number(end.split('-')[0]));
  const changes = invalidations.flatMap(({ changes = [] }) => changes);
  const tags = new Set(invalidations.flatMap(({ tags }) => tags));
  const idsOf = (kind: string) => new Set(changes.filter((change: Change) => change.kind === kind).map(({ id }) => id));
  const toMessage = (type: string, name: string, values: Iterable<string>): Message[] =>
    inParts([...values]).map((part, index) => ({
      id: `evt_${end}_${type}_${index}`,
      type,
      occurredAt,
      body: JSON.stringify({ type, timestamp: occurredAt.toISOString(), data: { [name]: part } }),
    }));
  return [
    ...Object.entries(events).flatMap(([kind, { type, ids }]) => toMessage(type, ids, idsOf(kind))),
    ...toMessage('cache.invalidated', 'tags', tags.has('*') ? ['*'] : tags),
  ];
}

function inParts(values: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(values.length / most) }, (_, part) =>
    values.slice(part * most, (part + 1) * most),
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import { badInput } from '../errors.ts';

/** What happened to an object, for those who are notified: `ChangeKind` of the schema. */
export type ChangeKind = 'ARTICLE' | 'PRICE' | 'PRODUCT' | 'STOCK';

/** An object that readers see differently from now on. */
export interface Change {
  kind: ChangeKind;
  /** The id of the product or article. */
  id: string;
}

/** A page of a change feed: `ChangeSet` of the schema. */
export interface ChangeSet {
  /** The products to be indexed again. */
  productIds: string[];
  /** The cache tags of everything that changed, each once; `*` for all that the subgraph returns. */
  tags: string[];
  changes: Change[];
  cursor: string;
  hasMore: boolean;
}

/** The arguments of a change feed. */
export interface FeedArguments {
  /** Null to start now. */
  after: string | null;
  first: number;
  /** Milliseconds to wait for a change. */
  wait: number;
}

/** The tag of everything that a subgraph returns. */
export const everythingTag = '*';

/** The longest time in milliseconds that a feed waits for a change: shorter than the timeout of a subgraph. */
const longestWait = 4_000;

/** Validates the arguments of a change feed. Throws BAD_USER_INPUT. An empty cursor is none. */
export function readFeedArguments(args: {
  after?: string | null;
  first?: number | null;
  wait?: number | null;
}): FeedArguments {
  const { after, first, wait } = { after: args.after || null, first: args.first ?? 500, wait: args.wait ?? 0 };
  if (first < 1 || first > 1_000) throw badInput('`first` must be from 1 to 1000.', 'first');
  if (wait < 0 || wait > longestWait) throw badInput(`\`wait\` must be from 0 to ${longestWait}.`, 'wait');
  return { after, first, wait };
}

/**
 * Reads a feed until there is a change or the time to wait has passed, with a pause of `interval` milliseconds between
 * reads. Without a cursor it does not wait. `signal` ends it early.
 */
export async function waitForChanges(
  { after, first, wait }: FeedArguments,
  read: (after: string | null, first: number) => Promise<ChangeSet>,
  interval: number,
  signal: AbortSignal,
): Promise<ChangeSet> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(wait)]);
  for (let cursor = after; ; ) {
    const page = await read(cursor, first);
    if (after === null || page.tags.length > 0 || page.hasMore || ends.aborted) return page;
    cursor = page.cursor;
    await sleep(interval, undefined, { signal: ends }).catch(() => {});
  }
}

/** The elements without duplicates, in the order in which they first appear. */
export function distinct<Element>(elements: Iterable<Element>): Element[] {
  return [...new Set(elements)];
}

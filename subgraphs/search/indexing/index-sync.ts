import { isDeepStrictEqual } from 'node:util';
import type { Log } from '#kit/process/log.ts';
import { buildIndex } from './build.ts';
import { type Catalogue, pageSize, type Source } from './catalogue.ts';
import { documentVersion, type Markets, type ProductDocument } from './document.ts';
import { type Feed, type News, RefusedCursor } from './feeds.ts';
import type { LiveIndex, Progress } from './live-index.ts';
import { blank } from './parts.ts';
import { createSecondLooks } from './rechecks.ts';
import { createSweep } from './sweep.ts';
import type { Lexicon } from './words/lexicon.ts';

export interface KeeperOptions {
  index: LiveIndex;
  catalogue: Catalogue;
  feeds: readonly Feed[];
  lexicon: Lexicon;
  log: Log;
  /** Milliseconds from the end of a sweep to the next. */
  sweepEvery: number;
  /** Milliseconds from one look at the markets to the next. */
  marketsEvery: number;
}

/** Keeps the index what the catalogue is. */
export interface Keeper {
  /**
   * One turn: builds the index where there is none that fits, follows what the feeds tell, and does a page of the sweep
   * if one is due. Resolves to whether more is waiting. A source that is away is asked again later; rejects when the
   * search engine, the gateway or commerce is. Nothing is lost: a feed's cursor is kept only after its changes are written.
   */
  turn(): Promise<boolean>;
  status(): Status;
}

export interface Status {
  isBuilt: boolean;
  /** Until when all that changed is known to be in the index, by source; milliseconds since 1970. Absent: never yet. */
  syncedAt: Partial<Record<Source, number>>;
}

/** The longest that a source which is away is left alone, in milliseconds. */
const longestPause = 5_000;

/** The longest that a cursor which passed over no change is not kept, in milliseconds: each keeping is a write. */
const savePause = 60_000;

/** Milliseconds after which a changed product is looked at again: past an invalidation under way, and past a cache's minute. */
const secondLooks = [2_000, 65_000];

/** A keeper at its beginning. Its turns must not overlap. */
export function createKeeper(options: KeeperOptions): Keeper {
  const { index, catalogue, feeds, lexicon, log, sweepEvery, marketsEvery } = options;
  const status: Status = { isBuilt: false, syncedAt: {} };
  const pauses = new Map<Source, { failures: number; until: number }>();
  const looks = createSecondLooks(secondLooks);
  let markets: Markets | undefined;
  let savedAt = 0;
  let marketsDueAt = 0;
  const sweep = createSweep({
    catalogue,
    index,
    prepare: renewMarkets,
    refresh: async (ids) => (await refresh(ids)).size === 0,
    log,
    every: sweepEvery,
  });

  return { turn, status: () => status };

  async function turn(): Promise<boolean> {
    const progress = await index.progress();
    if (progress?.version !== documentVersion) return build(progress ? 'documents of another version' : 'no index');
    status.isBuilt = true;
    try {
      await noticeMarkets();
      const hasMore = await follow(progress);
      await lexicon.follow();
      await sweep.step();
      return hasMore;
    } catch (error) {
      if (error instanceof RefusedCursor) return build(error.message);
      throw error;
    }
  }

  async function build(reason: string): Promise<boolean> {
    log.info({ reason }, 'building the index');
    const startedAt = Date.now();
    const isWhole = await buildIndex({ index, catalogue, feeds, lexicon, markets: await renewMarkets() });
    sweep.rest();
    if (!isWhole) sweep.hasten();
    status.isBuilt = true;
    log.info({ documents: await index.count(), milliseconds: Date.now() - startedAt, isWhole }, 'the index is built');
    return true;
  }

  async function follow(progress: Progress): Promise<boolean> {
    const askedAt = Date.now();
    const heard = await Promise.all(feeds.map((feed) => listen(feed, progress.cursors[feed.source] ?? null)));
    const news = heard.filter((one) => one !== undefined);
    const changed = news.flatMap(({ productIds }) => productIds);
    const failed = await refresh([...new Set([...changed, ...looks.due()])]);
    looks.done();
    looks.note(changed);
    for (const source of failed) pause(source, new Error('The gateway could not have it.'));

    const done = news.filter(({ source }) => !failed.has(source));
    // Who joins a feed does not know what changed before.
    const hasJoined = done.some(({ source }) => !progress.cursors[source]);
    if (failed.size > 0 || hasJoined) sweep.hasten();
    if (changed.length > 0 || hasJoined || Date.now() > savedAt + savePause) await keepCursors(progress, done);
    for (const { source, hasMore } of done) if (!hasMore) status.syncedAt[source] = askedAt;
    return done.some(({ hasMore }) => hasMore);
  }

  async function keepCursors(progress: Progress, done: (News & { source: Source })[]): Promise<void> {
    const cursors = { ...progress.cursors, ...Object.fromEntries(done.map(({ source, cursor }) => [source, cursor])) };
    if (!isDeepStrictEqual(cursors, progress.cursors)) await index.saveProgress({ ...progress, cursors });
    savedAt = Date.now();
  }

  /** Makes the index say of these products what the catalogue says; resolves to the sources that could not be had. */
  async function refresh(ids: string[]): Promise<Set<Source>> {
    const failed = new Set<Source>();
    for (let start = 0; start < ids.length; start += pageSize) {
      const page = ids.slice(start, start + pageSize);
      const [reading, known] = await Promise.all([
        catalogue.read(page, markets ?? (await renewMarkets())),
        index.read(page),
      ]);
      await lexicon.learn(reading.documents);
      const knownById = new Map(known.map((document) => [document.id, document]));
      const isKnown = (id: string) => knownById.has(id);
      await index.write(
        reading.documents
          .filter((document) => !says(knownById.get(document.id), document))
          .map((document) => (isKnown(document.id) ? document : { ...blank, ...document })),
      );
      await index.remove(reading.gone.filter(isKnown));
      for (const source of reading.failed) failed.add(source);
    }
    if (ids.length > 0) await index.refreshTerms();
    return failed;
  }

  /** Undefined while the source is left alone, and when it fails. Throws `RefusedCursor`. */
  async function listen(
    { source, poll }: Feed,
    cursor: string | null,
  ): Promise<(News & { source: Source }) | undefined> {
    if ((pauses.get(source)?.until ?? 0) > Date.now()) return undefined;
    try {
      const news = await poll(cursor);
      if (pauses.delete(source)) log.info({ source }, 'a source is back');
      return { source, ...news };
    } catch (error) {
      if (error instanceof RefusedCursor) throw error;
      pause(source, error);
      return undefined;
    }
  }

  function pause(source: Source, error: unknown): void {
    const failures = (pauses.get(source)?.failures ?? 0) + 1;
    pauses.set(source, { failures, until: Date.now() + Math.min(longestPause, 500 * 2 ** failures) });
    if (failures === 1) log.warn({ source, err: error }, 'a source is away');
  }

  /** A market that is new, or has another currency, has no prices in the index yet: all products are read again for it. */
  async function noticeMarkets(): Promise<void> {
    if (Date.now() < marketsDueAt) return;
    marketsDueAt = Date.now() + marketsEvery;
    const found = await catalogue.markets().catch(() => markets);
    if (found === undefined || isDeepStrictEqual(found, markets)) return;
    const isChange = markets !== undefined;
    await keepMarkets(found);
    if (!isChange) return;
    log.info({ currencies: found.currencies }, 'the markets have changed');
    sweep.restart();
  }

  async function renewMarkets(): Promise<Markets> {
    return keepMarkets(await catalogue.markets());
  }

  async function keepMarkets(found: Markets): Promise<Markets> {
    await index.saveMarkets(found);
    markets = found;
    marketsDueAt = Date.now() + marketsEvery;
    return found;
  }
}

/** Whether a document already says all that is to be said. */
function says(document: ProductDocument | undefined, part: Partial<ProductDocument>): boolean {
  return document !== undefined && isDeepStrictEqual({ ...document, ...part }, document);
}

import { isDeepStrictEqual } from 'node:util';
import type { Log } from '#kit/process/log.ts';
import type { Markets, Progress, Source } from '../meilisearch/records.ts';
import { type Build, startBuild, type TranslatedIndex } from './build.ts';
import { type Catalogue, pageSize } from './catalogue.ts';
import type { ContentSync } from './contents/content-sync.ts';
import { documentVersion } from './documents/version.ts';
import { type ChangePage, type Feed, InvalidCursorError } from './feeds.ts';
import type { LiveIndex } from './live-index.ts';
import type { PinSync } from './pin-sync.ts';
import { createRechecks } from './rechecks.ts';
import type { SalesRanks, SalesSync } from './sales-sync.ts';
import { createSweep } from './sweep.ts';
import { updateIndex } from './update-index.ts';
import type { Lexicon } from './words/lexicon.ts';

export interface IndexSyncOptions {
  index: LiveIndex;
  catalogue: Catalogue;
  feeds: readonly Feed[];
  lexicon: Lexicon;
  /** The indexes of other languages; none by default. */
  translations?: readonly TranslatedIndex[];
  /** Articles, artisans, pages and collections; none by default. */
  contents?: ContentSync;
  /** The products that editors pin to queries; none by default. */
  pins?: PinSync;
  /** What sells; by default nothing does. */
  sales?: SalesSync;
  log: Log;
  /** Milliseconds from the end of a sweep to the next. */
  sweepEvery: number;
  /** Milliseconds from one read of the markets to the next. */
  marketsEvery: number;
}

/** Keeps the index in sync with the catalogue. */
export interface IndexSync {
  /**
   * Applies the changes that the feeds report, and processes one page of the sweep if it is due. If the index is missing or has
   * another document version, a new one is built instead of the sweep, one page a tick; an older index follows the feeds until
   * the new one replaces it. Resolves to whether more work follows. An unavailable source is retried later; rejects when the
   * search engine, the gateway or commerce is unavailable. No change is lost: a feed's cursor is saved only after its changes
   * are written.
   */
  tick(): Promise<boolean>;
  status(): Status;
}

export interface Status {
  /** Whether there is an index to search, if need be one of an older document version. */
  isBuilt: boolean;
  /** By source, the instant up to which the index contains every change; milliseconds since 1970. Absent before the first. */
  syncedAt: Partial<Record<Source, number>>;
  /** How many products the current build has read; absent between builds. */
  building?: number;
}

/** Maximum back-off for an unavailable source, in milliseconds. */
const maxPause = 5_000;

/** Maximum time in milliseconds until a cursor without changes before it is saved, because each save is a write. */
const maxUnsavedTime = 60_000;

/**
 * Milliseconds after which a changed product is read again: after a pending cache invalidation, and after a cache's TTL
 * of a minute.
 */
const recheckDelays = [2_000, 65_000];

/** Calls of `tick` must not overlap. */
export function createIndexSync(options: IndexSyncOptions): IndexSync {
  const { index, catalogue, feeds, lexicon, translations = [], log, sweepEvery, marketsEvery } = options;
  const languages = translations.map(({ language }) => language);
  const status: Status = { isBuilt: false, syncedAt: {} };
  const pauses = new Map<Source, { failures: number; until: number }>();
  const rechecks = createRechecks(recheckDelays);
  let markets: Markets | undefined;
  let savedAt = 0;
  let marketsDueAt = 0;
  let build: Build | undefined;
  const sweep = createSweep({
    catalogue,
    index,
    prepare: readMarkets,
    refresh: async (ids) => (await refresh(ids)).size === 0,
    log,
    every: sweepEvery,
  });

  return { tick, status: () => ({ ...status, ...(build && { building: build.read }) }) };

  async function tick(): Promise<boolean> {
    const progress = await index.progress();
    if (!progress) return advanceBuild('no index exists');
    status.isBuilt = true;
    try {
      await refreshMarkets();
      const hasMore = await applyChanges(progress);
      if (progress.version !== documentVersion) return advanceBuild('documents of another version');
      for (const each of [lexicon, ...translations.map((translated) => translated.lexicon)]) await each.sync();
      await options.pins?.step();
      await options.sales?.step();
      await options.contents?.step();
      await sweep.step();
      return hasMore;
    } catch (error) {
      if (!(error instanceof InvalidCursorError)) throw error;
      // Saved, so that the index is also rebuilt if this process ends before.
      await index.saveProgress({ ...progress, version: 'unknown changes', cursors: {} });
      return advanceBuild(error.message);
    }
  }

  /** Reads one page for the new index. Resolves to true: if it was the last, changes since the start of the build follow. */
  async function advanceBuild(reason: string): Promise<boolean> {
    if (!build) {
      log.info({ event: 'index_build_started', reason }, 'index build started');
      build = await startBuild({ ...options, translations, markets: await readMarkets(), ranks: await readRanks() });
    }
    const current = build;
    if (await current.readPage()) return true;
    build = undefined;
    const isComplete = await current.finish();
    sweep.postpone();
    if (!isComplete) sweep.hasten();
    status.isBuilt = true;
    const milliseconds = Date.now() - current.startedAt;
    log.info({ event: 'index_built', documents: await index.count(), milliseconds, isComplete }, 'index built');
    return true;
  }

  async function applyChanges(progress: Progress): Promise<boolean> {
    const polledAt = Date.now();
    const polled = await Promise.all(feeds.map((feed) => pollFeed(feed, progress.cursors[feed.source] ?? null)));
    const pages = polled.filter((page) => page !== undefined);
    const changed = pages.flatMap(({ productIds }) => productIds);
    options.contents?.note(pages.flatMap(({ tags }) => tags));
    const unavailable = await refresh([...new Set([...changed, ...rechecks.due()])]);
    rechecks.complete();
    rechecks.schedule(changed);
    for (const source of unavailable) backOff(source, new Error('The gateway could not read the source.'));

    const applied = pages.filter(({ source }) => !unavailable.has(source));
    // A feed that was just joined does not report earlier changes.
    const hasJoined = applied.some(({ source }) => !progress.cursors[source]);
    if (unavailable.size > 0 || hasJoined) sweep.hasten();
    if (changed.length > 0 || hasJoined || Date.now() > savedAt + maxUnsavedTime) await saveCursors(progress, applied);
    for (const { source, hasMore } of applied) if (!hasMore) status.syncedAt[source] = polledAt;
    return applied.some(({ hasMore }) => hasMore);
  }

  async function saveCursors(progress: Progress, applied: SourcePage[]): Promise<void> {
    const moved = Object.fromEntries(applied.map(({ source, cursor }) => [source, cursor]));
    const cursors = { ...progress.cursors, ...moved };
    if (!isDeepStrictEqual(cursors, progress.cursors)) await index.saveProgress({ ...progress, cursors });
    savedAt = Date.now();
  }

  /** Updates these products in the index from the catalogue; resolves to the sources that were unavailable. */
  async function refresh(ids: string[]): Promise<Set<Source>> {
    const unavailable = new Set<Source>();
    for (let start = 0; start < ids.length; start += pageSize) {
      const page = ids.slice(start, start + pageSize);
      const batch = await catalogue.read(page, markets ?? (await readMarkets()), languages);
      const ranks = await readRanks();
      await updateIndex({ index, lexicon }, page, batch.documents, batch.removedIds, ranks);
      for (const translated of translations)
        await updateIndex(translated, page, batch.translations.get(translated.language) ?? [], batch.removedIds, ranks);
      for (const source of batch.unavailable) unavailable.add(source);
    }
    return unavailable;
  }

  /** Undefined during the back-off of an unavailable source, and when it fails. Rejects with `InvalidCursorError`. */
  async function pollFeed({ source, poll }: Feed, cursor: string | null): Promise<SourcePage | undefined> {
    if ((pauses.get(source)?.until ?? 0) > Date.now()) return undefined;
    try {
      const page = await poll(cursor);
      if (pauses.delete(source)) log.info({ event: 'source_recovered', source }, 'source recovered');
      return { source, ...page };
    } catch (error) {
      if (error instanceof InvalidCursorError) throw error;
      backOff(source, error);
      return undefined;
    }
  }

  function backOff(source: Source, error: unknown): void {
    const failures = (pauses.get(source)?.failures ?? 0) + 1;
    pauses.set(source, { failures, until: Date.now() + Math.min(maxPause, 500 * 2 ** failures) });
    if (failures === 1) log.warn({ event: 'source_unavailable', source, err: error }, 'source unavailable');
  }

  /** A new market, or one with another currency, has no prices in the index yet: all products are read again for it. */
  async function refreshMarkets(): Promise<void> {
    if (Date.now() < marketsDueAt) return;
    marketsDueAt = Date.now() + marketsEvery;
    const found = await catalogue.markets().catch(() => markets);
    if (found === undefined || isDeepStrictEqual(found, markets)) return;
    const isChange = markets !== undefined;
    await saveMarkets(found);
    if (!isChange) return;
    log.info({ event: 'markets_changed', currencies: found.currencies }, 'markets changed');
    build = undefined;
    sweep.restart();
  }

  async function readRanks(): Promise<SalesRanks> {
    return (await options.sales?.ranks()) ?? new Map();
  }

  async function readMarkets(): Promise<Markets> {
    return saveMarkets(await catalogue.markets());
  }

  async function saveMarkets(found: Markets): Promise<Markets> {
    await index.saveMarkets(found);
    markets = found;
    marketsDueAt = Date.now() + marketsEvery;
    return found;
  }
}

type SourcePage = ChangePage & { source: Source };

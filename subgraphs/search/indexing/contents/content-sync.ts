import type { RunOperation } from '#kit/graph/graph-client.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Log } from '#kit/process/log.ts';
import type { ContentKind } from '../../meilisearch/records.ts';
import type { LiveIndex } from '../live-index.ts';
import { createRechecks } from '../rechecks.ts';
import { changedKinds, contentKinds, readContents } from './content.ts';

/** Keeps articles, artisans, pages and collections in the index. */
export interface ContentSync {
  /** Notes the cache tags that a change feed reports. */
  note(tags: readonly string[]): void;
  /**
   * Reads the kinds that have changed again, in every language, and writes what differs. While the graph cannot be read, the index
   * keeps what it has, and the next steps try again. Rejects when the search engine is unavailable.
   */
  step(): Promise<void>;
}

interface ContentIndex {
  language: Language;
  index: Pick<LiveIndex, 'contentVersions' | 'writeContents' | 'refreshTerms'>;
}

interface ContentSyncOptions {
  run: RunOperation;
  /** The index of each language. */
  indexes: readonly ContentIndex[];
  log: Log;
  /** Milliseconds from one read of all kinds to the next. */
  every: number;
}

/** Milliseconds after which a changed kind is read: at once, after a pending cache invalidation, and after a cache's TTL. */
const delays = [0, 2_000, 65_000];

/** Milliseconds until an unavailable graph is read again. */
const pause = 5_000;

/** Reads everything at the first step. Calls of `step` must not overlap. */
export function createContentSync({ run, indexes, log, every }: ContentSyncOptions): ContentSync {
  const rechecks = createRechecks(delays);
  let allDueAt = 0;
  let pausedUntil = 0;
  return {
    note: (tags) => rechecks.schedule(changedKinds(tags)),
    async step() {
      const now = Date.now();
      if (now < pausedUntil) return;
      const isAllDue = now >= allDueAt;
      const due = new Set<string>(isAllDue ? contentKinds : rechecks.due());
      if (due.size === 0) return;
      const kinds = contentKinds.filter((kind) => due.has(kind));
      try {
        for (const kind of kinds) for (const each of indexes) await sync(run, kind, each);
        if (pausedUntil > 0) log.info({ event: 'contents_recovered' }, 'contents recovered');
        pausedUntil = 0;
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        if (pausedUntil === 0) log.warn({ event: 'contents_unavailable', err: error.cause }, 'contents unavailable');
        pausedUntil = Date.now() + pause;
        return;
      }
      if (isAllDue) allDueAt = now + every;
      else rechecks.complete();
    },
  };
}

class UnreadableError extends Error {}

/** Writes what differs from the index of one language, and makes completions of pages. */
async function sync(run: RunOperation, kind: ContentKind, { language, index }: ContentIndex): Promise<void> {
  const documents = await readContents(run, kind, language).catch((cause) => {
    throw new UnreadableError(`The graph could not be read: ${kind}.`, { cause });
  });
  const indexed = await index.contentVersions(kind);
  const changed = documents.filter(({ id, version }) => indexed.get(id) !== version);
  const ids = new Set(documents.map(({ id }) => id));
  const removed = [...indexed.keys()].filter((id) => !ids.has(id));
  await index.writeContents(changed, removed);
  if (kind === 'PAGE' && changed.length + removed.length > 0) await index.refreshTerms();
}

import type { Markets, Progress, Source } from '../meilisearch/records.ts';
import type { Catalogue, PagePlace } from './catalogue.ts';
import { emptyParts } from './documents/parts.ts';
import { documentVersion } from './documents/version.ts';
import type { Feed } from './feeds.ts';
import type { LiveIndex } from './live-index.ts';
import type { Lexicon } from './words/lexicon.ts';

/** The dependencies of a build. */
export interface BuildOptions {
  index: LiveIndex;
  catalogue: Catalogue;
  feeds: readonly Feed[];
  lexicon: Lexicon;
  markets: Markets;
}

/** A new index next to the live one. If it is abandoned, nothing reads it, and the next build deletes it. */
export interface Build {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** How many products have been read. */
  readonly read: number;
  /**
   * Reads the next page of the catalogue; resolves to whether more follow. If it rejects, the next call reads the same page.
   * It rejects while a source is unavailable; only if the live index is empty are the parts of that source left empty.
   */
  readPage(): Promise<boolean>;
  /** Replaces the live index by the new one; resolves to whether every source was available. If it rejects, the build is lost. */
  finish(): Promise<boolean>;
}

/** Starts a build. The feeds are joined first, so that they report changes during it. Rejects while a source is unavailable. */
export async function startBuild({ index, catalogue, feeds, lexicon, markets }: BuildOptions): Promise<Build> {
  const startedAt = Date.now();
  const isPartialAllowed = (await index.count()) === 0;
  const cursors = await joinFeeds(feeds, isPartialAllowed);
  let isComplete = Object.values(cursors).every((cursor) => cursor !== null);
  const words = lexicon.draft();
  const draft = await index.createDraft();
  let place: PagePlace | undefined;
  let read = 0;

  return {
    startedAt,
    get read() {
      return read;
    },
    async readPage() {
      const { ids, next } = await catalogue.page(place);
      const { documents, unavailable } = await catalogue.read(ids, markets);
      if (unavailable.size > 0 && !isPartialAllowed)
        throw new Error(`The index cannot be built: ${[...unavailable].join(' and ')} unavailable.`);
      if (unavailable.size > 0) isComplete = false;
      words.addDocuments(documents);
      await draft.add(documents.map((document) => ({ ...emptyParts, ...document })));
      read += ids.length;
      place = next;
      return next !== undefined;
    },
    async finish() {
      await draft.promote();
      await words.promote();
      await lexicon.sync();
      await index.refreshTerms();
      await index.saveProgress({ version: documentVersion, cursors });
      return isComplete;
    },
  };
}

async function joinFeeds(feeds: readonly Feed[], isPartialAllowed: boolean): Promise<Progress['cursors']> {
  const joined = await Promise.all(
    feeds.map(async ({ source, poll }): Promise<[Source, string | null]> => {
      try {
        return [source, (await poll(null)).cursor];
      } catch (error) {
        if (!isPartialAllowed) throw error;
        return [source, null];
      }
    }),
  );
  return Object.fromEntries(joined);
}

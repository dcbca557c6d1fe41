import { defaultLanguage, type Language } from '#kit/graph/languages/language.ts';
import type { Markets, Progress, Source } from '../meilisearch/records.ts';
import type { Catalogue, PagePlace, ProductBatch } from './catalogue.ts';
import { newDocument } from './documents/parts.ts';
import { documentVersion } from './documents/version.ts';
import type { Feed } from './feeds.ts';
import type { LiveIndex } from './live-index.ts';
import type { SalesRanks } from './sales-sync.ts';
import type { Lexicon } from './words/lexicon.ts';

/** The dependencies of a build. */
export interface BuildOptions {
  index: LiveIndex;
  catalogue: Catalogue;
  feeds: readonly Feed[];
  lexicon: Lexicon;
  markets: Markets;
  translations: readonly TranslatedIndex[];
  ranks: SalesRanks;
}

/** The index of a language other than English: it follows the English one, and has no progress of its own. */
export interface TranslatedIndex {
  language: Language;
  index: LiveIndex;
  lexicon: Lexicon;
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
export async function startBuild(options: BuildOptions): Promise<Build> {
  const { index, catalogue, feeds, markets, translations, ranks } = options;
  const startedAt = Date.now();
  const isPartialAllowed = (await index.count()) === 0;
  const cursors = await joinFeeds(feeds, isPartialAllowed);
  let isComplete = Object.values(cursors).every((cursor) => cursor !== null);
  const languages = translations.map(({ language }) => language);
  const drafts = await Promise.all(
    [{ ...options, language: defaultLanguage as Language }, ...translations].map(startDraft),
  );
  let place: PagePlace | undefined;
  let read = 0;

  return {
    startedAt,
    get read() {
      return read;
    },
    async readPage() {
      const { ids, next } = await catalogue.page(place);
      const { documents, translations, unavailable } = await catalogue.read(ids, markets, languages);
      if (unavailable.size > 0 && !isPartialAllowed)
        throw new Error(`The index cannot be built: ${[...unavailable].join(' and ')} unavailable.`);
      if (unavailable.size > 0) isComplete = false;
      for (const { language, add } of drafts) await add(translations.get(language) ?? documents, ranks);
      read += ids.length;
      place = next;
      return next !== undefined;
    },
    async finish() {
      for (const { promote } of drafts) await promote();
      await index.saveProgress({ version: documentVersion, cursors, languages: [defaultLanguage, ...languages] });
      return isComplete;
    },
  };
}

/** The new index of one language. */
async function startDraft({ language, index, lexicon }: { language: Language; index: LiveIndex; lexicon: Lexicon }) {
  const words = lexicon.draft();
  const draft = await index.createDraft();
  return {
    language,
    async add(documents: ProductBatch['documents'], ranks: SalesRanks) {
      words.addDocuments(documents);
      await draft.add(documents.map((document) => newDocument(document, ranks)));
    },
    async promote() {
      await draft.promote();
      await words.promote();
      await lexicon.sync();
      await index.refreshTerms();
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

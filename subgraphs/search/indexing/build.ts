import type { Markets, Progress, Source } from '../meilisearch/records.ts';
import type { Catalogue } from './catalogue.ts';
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

/**
 * Builds a new index next to the live one and swaps it in; it yields the size of each page of the catalogue but the last. The feeds are
 * joined first, so that they report changes during the build. Throws, and leaves the live index unchanged, when a source is
 * unavailable; only if the live index is empty are the parts of that source left empty. Returns whether every source was available.
 * A build that is abandoned leaves an index that nothing reads, which the next build deletes.
 */
export async function* buildIndex({
  index,
  catalogue,
  feeds,
  lexicon,
  markets,
}: BuildOptions): AsyncGenerator<number, boolean> {
  const isPartialAllowed = (await index.count()) === 0;
  const cursors = await joinFeeds(feeds, isPartialAllowed);
  let isComplete = Object.values(cursors).every((cursor) => cursor !== null);

  const words = lexicon.draft();
  const draft = await index.createDraft();
  let read = 0;
  for await (const ids of catalogue.pages()) {
    if (read > 0) yield read;
    read = ids.length;
    const { documents, unavailable } = await catalogue.read(ids, markets);
    if (unavailable.size > 0) isComplete = false;
    if (!isComplete && !isPartialAllowed)
      throw new Error(`The index cannot be built: ${[...unavailable].join(' and ')} unavailable.`);
    words.addDocuments(documents);
    await draft.add(documents.map((document) => ({ ...emptyParts, ...document })));
  }
  await draft.promote();
  await words.promote();
  await lexicon.sync();
  await index.refreshTerms();
  await index.saveProgress({ version: documentVersion, cursors });
  return isComplete;
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

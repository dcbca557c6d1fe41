import type { Catalogue, Source } from './catalogue.ts';
import { documentVersion, type Markets } from './document.ts';
import type { Feed } from './feeds.ts';
import type { LiveIndex, Progress } from './live-index.ts';
import { blank } from './parts.ts';
import type { Lexicon } from './words/lexicon.ts';

/** What a build is made with. */
export interface BuildOptions {
  index: LiveIndex;
  catalogue: Catalogue;
  feeds: readonly Feed[];
  lexicon: Lexicon;
  markets: Markets;
}

/**
 * Builds a new index beside the live one and puts it in its place. What changes meanwhile is told by the feeds, which
 * are joined first. Rejects, and leaves the live index as it is, when a source cannot be had; only where there is no
 * document to lose is it left blank. Resolves to whether everything could be had.
 */
export async function buildIndex({ index, catalogue, feeds, lexicon, markets }: BuildOptions): Promise<boolean> {
  const mayLack = (await index.count()) === 0;
  const cursors = await joinFeeds(feeds, mayLack);
  let isWhole = Object.values(cursors).every((cursor) => cursor !== null);

  await lexicon.restart();
  const draft = await index.draft();
  for await (const ids of catalogue.pages()) {
    const { documents, failed } = await catalogue.read(ids, markets);
    if (failed.size > 0) isWhole = false;
    if (!isWhole && !mayLack) throw new Error(`The index cannot be built without ${[...failed].join(' and ')}.`);
    await lexicon.learn(documents);
    await draft.add(documents.map((document) => ({ ...blank, ...document })));
  }
  await draft.promote();
  await lexicon.follow();
  await index.refreshTerms();
  await index.saveProgress({ version: documentVersion, cursors });
  return isWhole;
}

async function joinFeeds(feeds: readonly Feed[], mayLack: boolean): Promise<Progress['cursors']> {
  const joined = await Promise.all(
    feeds.map(async ({ source, poll }): Promise<[Source, string | null]> => {
      try {
        return [source, (await poll(null)).cursor];
      } catch (error) {
        if (!mayLack) throw error;
        return [source, null];
      }
    }),
  );
  return Object.fromEntries(joined);
}

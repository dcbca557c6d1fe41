import DataLoader from 'dataloader';
import { byId } from '#kit/graph/loader.ts';
import type { ContextOf } from '#kit/graph/server/subgraph.ts';
import type { Alternates } from './alternates.ts';
import type { ChangeFeed } from './changes.ts';
import type { Article, Artisan, Drafts, LinkedArticles, ListPage, PublishedContent } from './content.ts';
import type { PreviewTokens } from './curation/preview-tokens.ts';
import type { GuideLoaders } from './guides/loaders.ts';
import type { SiteLoaders } from './site/loaders.ts';
import type { SiteContent } from './site/site.ts';

/** What the subgraph adds to the context of one request. */
export interface JournalServices {
  content: PublishedContent;
  drafts: Drafts;
  site: SiteContent;
  previewTokens: PreviewTokens;
  /** The page of the site that shows drafts. */
  previewAddress: string | undefined;
  feed: ChangeFeed;
  /** How often a reader of the feed that waits looks for changes, in milliseconds. */
  feedInterval: number;
  loaders: Loaders;
  siteLoaders: SiteLoaders;
  guideLoaders: GuideLoaders;
}

/** The context of one request. */
export type Context = ContextOf<JournalServices>;

export type Loaders = ReturnType<typeof createLoaders>;

/** Loaders for one request: all keys that are requested within one tick, with or without text, become one query. */
export function createLoaders(content: PublishedContent, drafts: Drafts) {
  return {
    articleById: loader<Article>(content.articlesById, ({ id }) => id),
    articleBySlug: loader<Article & { foundBy: string }>(content.articlesBySlug, ({ foundBy }) => foundBy),
    alternates: byId<Alternates>(content.alternates, ({ id }) => id),
    artisanById: loader<Artisan>(content.artisansById, ({ id }) => id),
    artisanBySlug: loader<Artisan>(content.artisansBySlug, ({ slug }) => slug),
    previewById: byId(drafts.previews, ({ id }) => id),
    linkedArticles: new DataLoader<LinkedArticles, ListPage<Article>, string>(content.linkedArticles, {
      cacheKeyFn: ({ to, id, page, withText, withTotal }) =>
        JSON.stringify([to, id, page.after, page.limit, withText, withTotal]),
      maxBatchSize: 50,
    }),
  };
}

/** Two caches: rows that were loaded without text must not be returned to callers that select it. */
function loader<Row>(
  fetch: (keys: string[], withText: boolean) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): (key: string, withText: boolean) => Promise<Row | null> {
  const withoutText = byId((keys) => fetch(keys, false), keyOf);
  const complete = byId((keys) => fetch(keys, true), keyOf);
  return (key, withText) => (withText ? complete : withoutText).load(key);
}

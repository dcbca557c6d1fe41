import DataLoader from 'dataloader';
import { byId } from '#kit/loader.ts';
import type { Article, Artisan, Journal, Listed, Mention } from './sanity.ts';

/** What one request carries. */
export interface Context {
  journal: Journal;
  loaders: Loaders;
}

export type Loaders = ReturnType<typeof loadersOver>;

/** Loaders for one request: whatever is asked for within one tick is one query to Sanity. */
export function loadersOver(journal: Journal) {
  return {
    articleById: byId<Article>(journal.articlesById, ({ id }) => id),
    articleBySlug: byId<Article>(journal.articlesBySlug, ({ slug }) => slug),
    artisanById: byId<Artisan>(journal.artisansById, ({ id }) => id),
    artisanBySlug: byId<Artisan>(journal.artisansBySlug, ({ slug }) => slug),
    text: byId(journal.texts, ({ id }) => id),
    articlesNaming: new DataLoader<Mention, Listed<Article>, string>(journal.articlesNaming, {
      cacheKeyFn: ({ of, id, page }) => [of, id, page.offset, page.limit].join(),
      maxBatchSize: 50,
    }),
  };
}

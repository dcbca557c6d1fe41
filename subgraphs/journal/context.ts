import DataLoader from 'dataloader';
import { byId } from '#kit/graph/loader.ts';
import type { Desk } from './curation/publishing.ts';
import type { Article, Artisan, Journal, Listed, Mention } from './sanity/client.ts';

/** What one request carries. */
export interface Context {
  journal: Journal;
  desk: Desk;
  loaders: Loaders;
}

export type Loaders = ReturnType<typeof loadersOver>;

/** Loaders for one request: whatever is asked for within one tick, with or without its text, is one query to Sanity. */
export function loadersOver(journal: Journal) {
  return {
    articleById: one<Article>(journal.articlesById, ({ id }) => id),
    articleBySlug: one<Article>(journal.articlesBySlug, ({ slug }) => slug),
    artisanById: one<Artisan>(journal.artisansById, ({ id }) => id),
    artisanBySlug: one<Artisan>(journal.artisansBySlug, ({ slug }) => slug),
    articlesNaming: new DataLoader<Mention, Listed<Article>, string>(journal.articlesNaming, {
      cacheKeyFn: ({ of, id, page, withText }) => JSON.stringify([of, id, page.after, page.limit, withText]),
      maxBatchSize: 50,
    }),
  };
}

/** What was read without its text does not do for who wants the text, so that the two are kept apart. */
function one<Row>(
  fetch: (keys: string[], withText: boolean) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): (key: string, withText: boolean) => Promise<Row | null> {
  const bare = byId((keys) => fetch(keys, false), keyOf);
  const whole = byId((keys) => fetch(keys, true), keyOf);
  return (key, withText) => (withText ? whole : bare).load(key);
}

import type { QueryResolvers } from '#generated/journal.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { changesAfter } from '../changes.ts';
import { asksForText } from '../sanity/selection.ts';

export const Query: Required<QueryResolvers> = {
  article: (_, { slug }, { loaders }, info) => loaders.articleBySlug(slug, asksForText(info)),
  artisan: (_, { slug }, { loaders }, info) => loaders.artisanBySlug(slug, asksForText(info)),
  articles: async (_, { mood, ...args }, { journal }, info) => {
    const page = readKeyPage(['Query.articles', mood], args, ['instant', 'text']);
    const { rows, total, hasMore } = await journal.articles(page, mood ?? null, asksForText(info));
    return keyConnection(rows, page, total, ({ publishedAt, id }) => [Date.parse(publishedAt), id], hasMore);
  },
  artisans: async (_, args, { journal }, info) => {
    const page = readKeyPage(['Query.artisans'], args, ['text', 'text']);
    const { rows, total, hasMore } = await journal.artisans(page, asksForText(info));
    return keyConnection(rows, page, total, ({ name, id }) => [name, id], hasMore);
  },
  articleDrafts: async (_, args, { desk }) => {
    const page = readKeyPage(['Query.articleDrafts'], args, ['instant', 'text']);
    const { rows, total, hasMore } = await desk.drafts(page);
    return keyConnection(rows, page, total, ({ updatedAt, id }) => [Date.parse(updatedAt), id], hasMore);
  },
  searchSynonyms: (_, __, { journal }) => journal.synonyms(),
  journalChanges: (_, { after, first }, { journal }) => changesAfter(journal, after ?? null, first ?? 500),
};

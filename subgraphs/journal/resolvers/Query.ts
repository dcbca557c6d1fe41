import type { QueryResolvers } from '#generated/journal.ts';
import { connection, readPage } from '#kit/connection.ts';
import { changesAfter } from '../changes.ts';
import { asksForText } from '../selection.ts';

export const Query: Required<QueryResolvers> = {
  article: (_, { slug }, { loaders }, info) => loaders.articleBySlug(slug, asksForText(info)),
  artisan: (_, { slug }, { loaders }, info) => loaders.artisanBySlug(slug, asksForText(info)),
  articles: async (_, { mood, ...args }, { journal }, info) => {
    const page = readPage(args);
    const { rows, total } = await journal.articles(page, mood ?? null, asksForText(info));
    return connection(rows, page, total);
  },
  artisans: async (_, args, { journal }, info) => {
    const page = readPage(args);
    const { rows, total } = await journal.artisans(page, asksForText(info));
    return connection(rows, page, total);
  },
  articleDrafts: async (_, args, { desk }) => {
    const page = readPage(args);
    const { rows, total } = await desk.drafts(page);
    return connection(rows, page, total);
  },
  searchSynonyms: (_, __, { journal }) => journal.synonyms(),
  journalChanges: (_, { after, first }, { journal }) => changesAfter(journal, after ?? null, first ?? 500),
};

import type { QueryResolvers } from '#generated/journal.ts';
import { connection, readPage } from '#kit/connection.ts';
import { changesAfter } from '../changes.ts';

export const Query: Required<QueryResolvers> = {
  article: (_, { slug }, { loaders }) => loaders.articleBySlug.load(slug),
  artisan: (_, { slug }, { loaders }) => loaders.artisanBySlug.load(slug),
  articles: async (_, { mood, ...args }, { journal }) => {
    const page = readPage(args);
    const { rows, total } = await journal.articles(page, mood ?? null);
    return connection(rows, page, total);
  },
  artisans: async (_, args, { journal }) => {
    const page = readPage(args);
    const { rows, total } = await journal.artisans(page);
    return connection(rows, page, total);
  },
  journalChanges: (_, { after, first }, { journal }) => changesAfter(journal, after ?? null, first ?? 500),
};

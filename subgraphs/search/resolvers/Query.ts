import type { QueryResolvers } from '#generated/search.ts';
import { search } from '../query/search.ts';
import { suggest } from '../query/suggest.ts';

export const Query: Required<QueryResolvers> = {
  search: async (_, args, { engine, currency }) => search(args, engine, await currency()),
  suggest: (_, args, { engine }) => suggest(args, engine),
};

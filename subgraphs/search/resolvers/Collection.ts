import type { CollectionResolvers } from '#generated/search.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { search } from '../query/search.ts';

/** The part of a collection that search resolves. */
export const Collection: ResolversOver<{ handle: string }, CollectionResolvers> = {
  __resolveReference: ({ handle }) => ({ handle }),
  search: async ({ handle }, args, { engine, currency }) =>
    search(args, engine, await currency(), { field: 'Collection.search', handle, attribute: 'collectionHandle' }),
};

import type { CollectionResolvers } from '#generated/search.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { search } from '../query/search.ts';

/** The part of a collection that search resolves. */
export const Collection: ResolversOver<{ id: string }, CollectionResolvers> = {
  __resolveReference: ({ id }) => ({ __typename: 'Collection', id }),
  search: async ({ id }, args, services, info) =>
    search(args, await services.market(info), { field: 'Collection.search', id, attribute: 'collectionIds' }),
};

import type { CategoryResolvers } from '#generated/search.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { search } from '../query/search.ts';

/** The part of a category that search resolves. */
export const Category: ResolversOver<{ id: string }, CategoryResolvers> = {
  __resolveReference: ({ id }) => ({ __typename: 'Category', id }),
  search: async ({ id }, args, services, info) =>
    search(args, await services.market(info), { field: 'Category.search', id, attribute: 'categoryIds' }),
};

import type { CategoryResolvers } from '#generated/search.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { search } from '../query/search.ts';

/** The part of a category that search resolves. */
export const Category: ResolversOver<{ handle: string }, CategoryResolvers> = {
  __resolveReference: ({ handle }) => ({ handle }),
  search: async ({ handle }, args, { engine, currency }) =>
    search(args, engine, await currency(), { field: 'Category.search', handle, attribute: 'categoryHandles' }),
};

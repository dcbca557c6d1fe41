import type { QueryResolvers } from '#generated/identity.ts';
import { checkIds } from '../nodes.ts';
import { curatorQueries } from './curator-queries.ts';

export const Query: Required<QueryResolvers> = {
  viewer: (_, _args, { request }) => request.viewer,

  node: (_, { id }, { nodes }) => nodes.load(id),

  nodes: (_, { ids }, { nodes }) => {
    checkIds(ids);
    return nodes.loadMany(ids);
  },

  wishlist: async (_, { token }, { wishlists }) => (await wishlists.shared(token)) ?? null,

  ...curatorQueries,
};

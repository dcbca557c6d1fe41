import type { QueryResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { checkIds } from '../nodes.ts';
import { curatorQueries } from './curator-queries.ts';

export const Query: Required<QueryResolvers<Context>> = {
  viewer: (_, _args, { request }) => request.viewer,

  node: (_, { id }, { nodes }) => nodes.load(id),

  nodes: (_, { ids }, { nodes }) => {
    checkIds(ids);
    return nodes.loadMany(ids);
  },

  ...curatorQueries,
};

import type { QueryResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { curatorQueries } from './curator-queries.ts';

export const Query: Required<QueryResolvers<Context>> = {
  viewer: (_, _args, { request }) => request.viewer,
  ...curatorQueries,
};

import type { QueryResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';

export const Query: QueryResolvers<Context> = {
  viewer: (_, _args, { request }) => request.viewer,
};

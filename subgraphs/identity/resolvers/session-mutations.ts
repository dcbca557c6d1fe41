import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';

export const sessionMutations = {} satisfies MutationResolvers<Context>;

import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';

export const passkeyMutations = {} satisfies MutationResolvers<Context>;

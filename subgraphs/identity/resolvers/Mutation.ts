import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { passkeyMutations } from './passkey-mutations.ts';
import { sessionMutations } from './session-mutations.ts';

export const Mutation: MutationResolvers<Context> = { ...passkeyMutations, ...sessionMutations };

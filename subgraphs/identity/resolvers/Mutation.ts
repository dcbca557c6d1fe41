import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { curatorMutations } from './curator-mutations.ts';
import { passkeyMutations } from './passkey-mutations.ts';
import { sessionMutations } from './session-mutations.ts';
import { webhookMutations } from './webhook-mutations.ts';

export const Mutation: Required<MutationResolvers<Context>> = {
  ...passkeyMutations,
  ...sessionMutations,
  ...curatorMutations,
  ...webhookMutations,
};

import type { MutationResolvers } from '#generated/identity.ts';
import { curatorMutations } from './curator-mutations.ts';
import { customerMutations } from './customer-mutations.ts';
import { noticeMutations } from './notice-mutations.ts';
import { passkeyMutations } from './passkey-mutations.ts';
import { personalDataMutations } from './personal-data-mutations.ts';
import { sessionMutations } from './session-mutations.ts';
import { webhookMutations } from './webhook-mutations.ts';
import { wishlistMutations } from './wishlist-mutations.ts';

export const Mutation: Required<MutationResolvers> = {
  ...passkeyMutations,
  ...customerMutations,
  ...sessionMutations,
  ...curatorMutations,
  ...webhookMutations,
  ...wishlistMutations,
  ...noticeMutations,
  ...personalDataMutations,
};

import type { IdentityUserErrorResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { sayIdentity } from '../messages/messages.ts';
import type { IdentityErrorRow } from '../results.ts';

/** An error that the client can act on. */
export const IdentityUserError: ResolversOver<IdentityErrorRow, IdentityUserErrorResolvers> = {
  message: ({ text }, _, { request }) => sayIdentity(text, request.market.language),
};

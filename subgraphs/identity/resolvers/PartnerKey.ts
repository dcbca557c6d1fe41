import type { PartnerKeyResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { PartnerKey as Row } from '../partners/partner-keys.ts';
import type { Partner } from '../partners/partners.ts';

export const PartnerKey: ResolversOver<Row, PartnerKeyResolvers> = {
  nodeId: ({ id }) => id,
  // Never undefined: a foreign key prevents deleting a partner that has keys.
  partner: async ({ partnerId }, _args, { partners }) => (await partners.byId.load(partnerId)) as Partner,
};

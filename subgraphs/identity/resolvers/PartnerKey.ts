import type { PartnerKeyResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import type { Context } from '../context.ts';
import type { Partner, PartnerKey as Row } from '../partners.ts';

export const PartnerKey: ResolversOver<Row, PartnerKeyResolvers<Context, Row>> = {
  // A key cannot outlive its partner.
  partner: async ({ partnerId }, _args, { partners }) => (await partners.byId.load(partnerId)) as Partner,
};

import type { PartnerResolvers } from '#generated/identity.ts';
import { connectionWithin } from '#kit/graph/connection.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Partner as Row } from '../partners/partners.ts';

export const Partner: ResolversOver<Row, PartnerResolvers> = {
  nodeId: ({ id }) => id,
  keys: async ({ id }, args, { partnerKeys }) =>
    connectionWithin(await partnerKeys.ofPartner.load(id), ['Partner.keys', id], args),
  webhookEndpoints: ({ id }, _args, { webhookEndpoints }) => webhookEndpoints.ofPartner.load(id),
};

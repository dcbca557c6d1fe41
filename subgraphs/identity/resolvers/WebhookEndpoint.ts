import type { WebhookEndpointResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Partner } from '../partners/partners.ts';
import type { WebhookEndpoint as Row } from '../partners/webhook-endpoints.ts';

export const WebhookEndpoint: ResolversOver<Row, WebhookEndpointResolvers> = {
  nodeId: ({ id }) => id,
  // Never undefined: a foreign key prevents deleting a partner that has endpoints.
  partner: async ({ partnerId }, _args, { partners }) => (await partners.byId.load(partnerId)) as Partner,
  isEnabled: ({ disabledBecause }) => disabledBecause === null,
  deliveries: ({ id }, args, { webhookDeliveries }) => webhookDeliveries.page(id, args),
};

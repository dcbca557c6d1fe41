import type { WebhookDeliveryResolvers } from '#generated/identity.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { WebhookDelivery as Row } from '../partners/webhook-deliveries.ts';

export const WebhookDelivery: ResolversOver<Row, WebhookDeliveryResolvers> = {
  nodeId: ({ id }) => id,
  attempts: ({ id }, _args, { webhookDeliveries }) => webhookDeliveries.attempts.load(id),
};

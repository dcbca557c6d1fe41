import type { MutationResolvers } from '#generated/identity.ts';
import { payload, payloadOfFields } from '#kit/graph/result.ts';

export const webhookMutations = {
  webhookEndpointCreate: async (_, { input }, { webhookEndpoints }) =>
    payloadOfFields(await webhookEndpoints.create(input)),

  webhookEndpointUpdate: async (_, { id, input }, { webhookEndpoints }) =>
    payload('endpoint', await webhookEndpoints.update(id, input)),

  webhookEndpointDelete: async (_, { id }, { webhookEndpoints }) => payloadOfFields(await webhookEndpoints.remove(id)),

  webhookSecretRotate: async (_, { id }, { webhookEndpoints }) => payloadOfFields(await webhookEndpoints.rotate(id)),

  webhookEndpointTest: async (_, { id }, { webhookDeliveries }) =>
    payload('delivery', await webhookDeliveries.test(id)),

  webhookDeliveryReplay: async (_, { id }, { webhookDeliveries }) =>
    payload('delivery', await webhookDeliveries.replay(id)),
} satisfies MutationResolvers;

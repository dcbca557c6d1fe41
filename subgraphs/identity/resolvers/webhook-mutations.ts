import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { payload, payloadOf } from '../faults.ts';

export const webhookMutations = {
  webhookEndpointCreate: async (_, { input }, { webhookEndpoints }) => payload(await webhookEndpoints.create(input)),

  webhookEndpointUpdate: async (_, { id, input }, { webhookEndpoints }) =>
    payloadOf('endpoint', await webhookEndpoints.update(id, input)),

  webhookEndpointDelete: async (_, { id }, { webhookEndpoints }) => payload(await webhookEndpoints.remove(id)),

  webhookSecretRotate: async (_, { id }, { webhookEndpoints }) => payload(await webhookEndpoints.rotate(id)),

  webhookEndpointTest: async (_, { id }, { webhookDeliveries }) =>
    payloadOf('delivery', await webhookDeliveries.test(id)),

  webhookDeliveryReplay: async (_, { id }, { webhookDeliveries }) =>
    payloadOf('delivery', await webhookDeliveries.replay(id)),
} satisfies MutationResolvers<Context>;

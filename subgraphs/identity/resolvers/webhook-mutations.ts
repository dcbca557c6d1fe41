import type { MutationResolvers } from '#generated/identity.ts';
import type { Context } from '../context.ts';
import { isFault } from '../faults.ts';

export const webhookMutations = {
  webhookEndpointCreate: async (_, { input }, { webhookEndpoints }) => {
    const made = await webhookEndpoints.create(input);
    return isFault(made) ? made : { ...made, userErrors: [] };
  },

  webhookEndpointUpdate: async (_, { id, input }, { webhookEndpoints }) => {
    const endpoint = await webhookEndpoints.update(id, input);
    return isFault(endpoint) ? endpoint : { endpoint, userErrors: [] };
  },

  webhookEndpointDelete: async (_, { id }, { webhookEndpoints }) => {
    const removed = await webhookEndpoints.remove(id);
    return isFault(removed) ? removed : { ...removed, userErrors: [] };
  },

  webhookSecretRotate: async (_, { id }, { webhookEndpoints }) => {
    const rotated = await webhookEndpoints.rotate(id);
    return isFault(rotated) ? rotated : { ...rotated, userErrors: [] };
  },

  webhookEndpointTest: async (_, { id }, { webhookDeliveries }) => {
    const delivery = await webhookDeliveries.test(id);
    return isFault(delivery) ? delivery : { delivery, userErrors: [] };
  },

  webhookDeliveryReplay: async (_, { id }, { webhookDeliveries }) => {
    const delivery = await webhookDeliveries.replay(id);
    return isFault(delivery) ? delivery : { delivery, userErrors: [] };
  },
} satisfies MutationResolvers<Context>;

import type { MutationResolvers } from '#generated/commerce.ts';
import { isRefused, payload, payloadOfFields } from '#kit/graph/result.ts';

/** Mutations of orders. */
export const orderMutations = {
  orderCancel: async (_, args, { orderChanges, orders, request }) => {
    const canceled = await orderChanges.cancel(args);
    if (isRefused(canceled)) return payloadOfFields(canceled);
    for (const id of canceled.productIds) request.invalidates.add(`product:${id}`);
    return payloadOfFields({ order: await orders.readPlaced(args.orderId) });
  },
  orderReturnRequest: async (_, args, { orderChanges }) => payload('return', await orderChanges.requestReturn(args)),
  orderReturnCancel: async (_, args, { orderChanges }) => payload('return', await orderChanges.cancelReturn(args)),
} satisfies MutationResolvers;

import type { OrderResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { OrderRow } from '../rows.ts';

/** A purchase. */
export const Order: ResolversOver<OrderRow, OrderResolvers> = {
  __resolveReference: (reference, { orders }) =>
    'nodeId' in reference ? orders.findOwn(reference.nodeId) : orders.find(reference.id),
};

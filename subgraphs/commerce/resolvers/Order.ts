import type { OrderResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { OrderRow } from '../orders/rows.ts';
import { statusOfAll } from '../payments/payment-status.ts';
import { dutiesOf } from '../shipping/duties.ts';

/** A purchase. */
export const Order: ResolversOver<OrderRow, OrderResolvers> = {
  __resolveReference: (reference, { orders }) =>
    'nodeId' in reference ? orders.findOwn(reference.nodeId) : orders.find(reference.id),
  payments: ({ id }, _, { paymentsOf }) => paymentsOf.load(id),
  paymentStatus: async ({ id }, _, { paymentsOf }) => statusOfAll(await paymentsOf.load(id)),
  duties: ({ shippingMethod, total }) => shippingMethod && dutiesOf(shippingMethod.promise, total.currencyCode),
  invoice: ({ id }, _, { invoices }) => invoices.find(id),
  creditNotes: ({ id }, _, { invoices }) => invoices.creditNotes(id),
  returns: async ({ id }, _, { returnsOf }) => (await returnsOf.load(id))?.returns ?? [],
};

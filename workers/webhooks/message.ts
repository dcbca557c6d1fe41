import type { MedusaEvent, MedusaOrder } from './medusa.ts';
import type { Message } from './store.ts';

/**
 * The message of an event, in the form that Standard Webhooks recommends. Names and ids are those of the graph, where
 * the rest can be read. It contains no personal data of the buyer.
 */
export function toMessage({ id, type, occurred_at, ...event }: MedusaEvent, order: MedusaOrder): Message {
  const occurredAt = new Date(occurred_at);
  const part =
    type === 'order.shipped'
      ? order.fulfillments.find((one) => one.id === event.fulfillment_id)
      : order.returns.find((one) => one.id === event.return_id);
  const moved = new Map(part?.items.map((item) => [item.line_item_id, item.quantity]));
  const isPart = type === 'order.shipped' || type === 'order.returned';
  const lines = order.items
    .map((item) => ({ ...item, quantity: isPart ? (moved.get(item.id) ?? 0) : item.quantity }))
    .filter(({ quantity }) => quantity > 0)
    .map(({ product_id, variant_id, variant_sku, quantity }) => ({
      productId: product_id,
      variantId: variant_id,
      sku: variant_sku,
      quantity,
    }));
  const data = {
    orderId: order.id,
    orderNumber: order.display_id,
    countryCode: order.shipping_address?.country_code?.toUpperCase() ?? null,
    currencyCode: order.currency_code.toUpperCase(),
    lines,
  };
  return { id, type, occurredAt, body: JSON.stringify({ type, timestamp: occurredAt.toISOString(), data }) };
}

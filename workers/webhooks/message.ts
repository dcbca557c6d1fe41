import type { MedusaEvent, MedusaOrder } from './medusa.ts';
import type { Message } from './store.ts';

/**
 * The message of an event, in the form that Standard Webhooks recommends. Names and ids are those of the graph, where
 * the rest can be read. It contains no personal data of the buyer.
 */
export function toMessage({ id, type, occurred_at, fulfillment_id }: MedusaEvent, order: MedusaOrder): Message {
  const occurredAt = new Date(occurred_at);
  const parcel = order.fulfillments.find((one) => one.id === fulfillment_id);
  const sent = new Map(parcel?.items.map((item) => [item.line_item_id, item.quantity]));
  const lines = order.items
    .map((item) => ({ ...item, quantity: type === 'order.shipped' ? (sent.get(item.id) ?? 0) : item.quantity }))
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

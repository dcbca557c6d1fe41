import type { AddressedMessage } from '../mail/layout.ts';
import type { OrderMail, OrderMailContent } from '../mail/outbox.ts';
import type { Storefront } from '../storefront.ts';
import { orderMessage } from './messages.ts';
import type { ReadOrder } from './order.ts';

/**
 * Composes a mail about an order from what the order is now; undefined when there is nothing to write, or no one to write to. Rejects while
 * the order cannot be read.
 */
export type ComposeOrderMail = (
  kind: OrderMail['kind'],
  content: OrderMailContent,
) => Promise<AddressedMessage | undefined>;

export function createOrderMails(
  readOrder: ReadOrder,
  { brand, storefront }: { brand: string; storefront: Storefront },
): ComposeOrderMail {
  return async (kind, { orderId, subjectId, carrier, accessToken }) => {
    const order = await readOrder(orderId, accessToken);
    // The buyer's address is the order's, and was deleted with their account.
    if (!order?.email) return undefined;
    const url = storefront.orderUrl(orderId, accessToken);
    const message = orderMessage(kind, { order, url, subjectId, carrier }, brand);
    return message && { to: order.email, message };
  };
}

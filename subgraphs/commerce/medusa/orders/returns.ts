import { money } from '../../money.ts';
import type { OrderReturns, ReturnableRow, ReturnReason, ReturnRow } from '../../orders/return-rows.ts';

/** The returns of an order, as the Medusa application describes them. */
export interface MedusaReturns {
  order_id: string;
  currency_code: string;
  returnable: Record<string, { quantity: number; hindrance: string | null }>;
  returns: {
    id: string;
    display_id: number;
    status: string;
    requested_at: string | null;
    received_at: string | null;
    canceled_at: string | null;
    created_at: string;
    refunded: string;
    items: { line_id: string; quantity: number; received_quantity: number; reason: string; note: string | null }[];
  }[];
}

export function toOrderReturns(from: MedusaReturns): OrderReturns {
  return {
    orderId: from.order_id,
    returns: from.returns.map((one) => ({
      id: one.id,
      number: one.display_id,
      status: one.status.toUpperCase() as ReturnRow['status'],
      lines: one.items.map(({ line_id, quantity, received_quantity, reason, note }) => ({
        orderLineId: line_id,
        quantity,
        receivedQuantity: received_quantity,
        reason: reason.toUpperCase() as ReturnReason,
        note: note || null,
      })),
      requestedAt: one.requested_at ?? one.created_at,
      receivedAt: one.received_at,
      canceledAt: one.canceled_at,
      refunded: money(one.refunded, from.currency_code),
    })),
    returnable: new Map(
      Object.entries(from.returnable).map(([id, { quantity, hindrance }]) => [
        id,
        { quantity, hindrance: (hindrance?.toUpperCase() ?? null) as ReturnableRow['hindrance'] },
      ]),
    ),
  };
}

import { money } from '../../money.ts';
import type { OrderReturns, ReturnableRow, ReturnLabelRow, ReturnReason, ReturnRow } from '../../orders/return-rows.ts';

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
    label: MedusaLabel | null;
    items: { line_id: string; quantity: number; received_quantity: number; reason: string; note: string | null }[];
  }[];
}

interface MedusaLabel {
  file: string;
  tracking_number: string;
  tracking_url: string | null;
  carrier: string;
  created_at: string;
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
      label: one.label && toLabel(one.label),
    })),
    returnable: new Map(
      Object.entries(from.returnable).map(([id, { quantity, hindrance }]) => [
        id,
        { quantity, hindrance: (hindrance?.toUpperCase() ?? null) as ReturnableRow['hindrance'] },
      ]),
    ),
  };
}

function toLabel({ file, tracking_number, tracking_url, carrier, created_at }: MedusaLabel): ReturnLabelRow {
  return { file, trackingNumber: tracking_number, trackingUrl: tracking_url, carrier, createdAt: created_at };
}

import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** A refund without a credit note. */
export interface DueRefund {
  id: string;
  order_id: string;
  /** In the currency's major unit, exact. */
  amount: string;
  reason: string | null;
  created_at: Date;
  /** The return that it is for; null where it is for none. */
  return_id: string | null;
}

/**
 * The orders whose invoice is due, in the order in which it became due: as soon as the payment was captured or a parcel
 * was shipped. These are the events at which VAT becomes chargeable (Directive 2006/112/EC, articles 63 and 65). Before,
 * an order can be cancelled without an invoice and a credit note.
 * Without an order, those of the last week. Medusa inserts captures and refunds before it calls the payment provider, and
 * deletes them if it refuses; without an order, only those older than two minutes count.
 */
export async function ordersToInvoice(container: MedusaContainer, orderId: string | null): Promise<string[]> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `
    select event.order_id from (
      select link.order_id, parcel.shipped_at as at
      from fulfillment parcel join order_fulfillment link on link.fulfillment_id = parcel.id
      where parcel.canceled_at is null and parcel.deleted_at is null and link.deleted_at is null
      union all
      select link.order_id, capture.created_at
      from capture join payment on payment.id = capture.payment_id
        join order_payment_collection link on link.payment_collection_id = payment.payment_collection_id
      where capture.deleted_at is null and link.deleted_at is null
        and (:order::text is not null or capture.created_at < now() - interval '2 minutes')
    ) event join "order" on "order".id = event.order_id
    where event.at > now() - interval '7 days' and (:order::text is null or event.order_id = :order)
      and not "order".is_draft_order and "order".deleted_at is null
      and not exists (select from invoice where invoice.order_id = event.order_id and kind = 'INVOICE')
    group by event.order_id order by min(event.at), event.order_id`,
    { order: orderId },
  );
  return (rows as { order_id: string }[]).map((row) => row.order_id);
}

/** The refunds of invoiced orders that have no credit note, the oldest first; of one order or of the last week. */
export async function refundsToCredit(container: MedusaContainer, orderId: string | null): Promise<DueRefund[]> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `
    select refund.id, link.order_id, refund.raw_amount->>'value' as amount, refund.created_at,
      coalesce(nullif(refund.note, ''), refund_reason.label) as reason,
      case when refund.metadata ->> 'key' like 'return %' then substr(refund.metadata ->> 'key', 8) end as return_id
    from refund join payment on payment.id = refund.payment_id
      join order_payment_collection link on link.payment_collection_id = payment.payment_collection_id
      left join refund_reason on refund_reason.id = refund.refund_reason_id
    where refund.deleted_at is null and link.deleted_at is null
      and refund.created_at > now() - interval '7 days' and (:order::text is null or link.order_id = :order)
      and (:order::text is not null or refund.created_at < now() - interval '2 minutes')
      and exists (select from invoice where invoice.order_id = link.order_id and kind = 'INVOICE')
      and not exists (select from invoice where refund_id = refund.id)
    order by refund.created_at, refund.id`,
    { order: orderId },
  );
  return rows;
}

/** The received pieces of a return by the lines of the order, without those of earlier credit notes. */
export async function returnedLines(
  container: MedusaContainer,
  orderId: string,
  returnId: string,
): Promise<{ line_id: string; quantity: number }[]> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `
    with credited as (
      select part ->> 'line_id' as line_id, sum((part ->> 'quantity')::numeric) as quantity
      from invoice, jsonb_array_elements(content -> 'refund' -> 'returned') as part
      where order_id = :order and kind = 'CREDIT_NOTE' and content -> 'refund' ->> 'return_id' = :return
      group by 1
    )
    select item_id as line_id, (received_quantity - coalesce(credited.quantity, 0))::int as quantity
    from return_item left join credited on credited.line_id = item_id
    where return_id = :return and return_item.deleted_at is null and received_quantity > coalesce(credited.quantity, 0)
    order by return_item.created_at, item_id`,
    { order: orderId, return: returnId },
  );
  return rows;
}

/** The order of a payment; undefined where there is none. */
export async function orderOfPayment(container: MedusaContainer, paymentId: string): Promise<string | undefined> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select order_id from order_payment_collection link join payment using (payment_collection_id)
     where payment.id = ? and link.deleted_at is null`,
    [paymentId],
  );
  return rows[0]?.order_id;
}

import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from './database';
import { isComplete } from './reconcile-orders';
import { isPickup } from './shipping/pickup';

/** A mail to the buyer of an order, to be sent by identity. It has no personal data. */
export interface OrderMail {
  id: string;
  type: 'confirmed' | 'shipped' | 'pickup_ready' | 'picked_up' | 'canceled' | 'return_accepted' | 'refunded';
  order_id: string;
  /** The parcel, return or refund that it is about; null where it is about the order. */
  subject_id: string | null;
  /** The carrier of a parcel, by its code at the warehouse; null when unknown. */
  carrier: string | null;
  occurred_at: Date;
}

/** The parcels of orders. */
const parcels = `fulfillment join order_fulfillment link on link.fulfillment_id = fulfillment.id
  join "order" on "order".id = link.order_id`;
const isValidParcel = 'fulfillment.canceled_at is null and fulfillment.deleted_at is null and link.deleted_at is null';

/**
 * Records the mails about what happened in the last week that are not recorded yet, for all orders or one. Returns their
 * number. Subscribers record them as it happens; the sweep records what they missed.
 *
 * The mail about a return waits up to five minutes for its label. The mail about a cancellation has its refund,
 * which has no mail of its own. There is a mail about a refund once the payment provider has accepted it: ours are marked then, and those of Medusa's admin
 * are deleted within two minutes if it refuses.
 */
export async function recordMails(container: MedusaContainer, orderId: string | null = null): Promise<number> {
  const { rowCount } = await database(container).raw(
    `
    insert into order_mail (id, type, order_id, subject_id, occurred_at)
    select 'mail_' || type || '_' || coalesce(subject_id, order_id), type, order_id, subject_id, occurred_at from (
      select 'confirmed' as type, id as order_id, null as subject_id, created_at as occurred_at
      from "order" where not is_draft_order and deleted_at is null and created_at > now() - interval '7 days' and ${isComplete}
      union all
      select 'canceled', id, null, canceled_at from "order" where not is_draft_order and deleted_at is null
      union all
      select 'shipped', link.order_id, fulfillment.id, shipped_at from ${parcels} where ${isValidParcel} and not ${isPickup}
      union all
      select 'pickup_ready', link.order_id, fulfillment.id, packed_at from ${parcels} where ${isValidParcel} and ${isPickup}
      union all
      select 'picked_up', link.order_id, fulfillment.id, delivered_at from ${parcels} where ${isValidParcel} and ${isPickup}
      union all
      select 'return_accepted', order_id, id, created_at from "return"
      where status = 'requested' and canceled_at is null and deleted_at is null
        and (metadata -> 'label' is not null or created_at < now() - interval '5 minutes')
      union all
      select 'refunded', link.order_id, refund.id, refund.created_at
      from refund join payment on payment.id = refund.payment_id
        join order_payment_collection link on link.payment_collection_id = payment.payment_collection_id
        join "order" on "order".id = link.order_id
      where refund.deleted_at is null and link.deleted_at is null
        and case when refund.metadata ->> 'key' is null then refund.created_at < now() - interval '2 minutes'
          else refund.metadata ->> 'sent' = 'true' and refund.metadata ->> 'key' not like 'cancellation %' end
        and ("order".canceled_at is null or "order".canceled_at < refund.created_at)
    ) as happened
    where occurred_at > now() - interval '7 days' and (:order::text is null or order_id = :order)
    on conflict do nothing`,
    { order: orderId },
  );
  return rowCount;
}

/** The mails that are not taken over yet, the oldest first, at most a hundred. */
export async function pendingMails(container: MedusaContainer): Promise<OrderMail[]> {
  const { rows } = await database(container).raw(
    `select order_mail.id, type, order_id, subject_id, metadata ->> 'carrier' as carrier, occurred_at
     from order_mail left join fulfillment on fulfillment.id = subject_id
     where taken_at is null order by occurred_at, order_mail.id limit 100`,
  );
  return rows;
}

/** Marks mails as taken over by the service that sends them. */
export async function markMailsTaken(container: MedusaContainer, ids: string[]): Promise<void> {
  await database(container).raw('update order_mail set taken_at = now() where id = any(?) and taken_at is null', [ids]);
}

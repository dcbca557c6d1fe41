import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from './database';

/** Records that a customer has verified an e-mail address (the first time counts), and assigns guests' orders with it to them. */
export async function recordEmailProof(container: MedusaContainer, customerId: string, email: string): Promise<void> {
  await database(container).raw(
    `insert into address_proof (customer_id, email) values (:customer, lower(:email))
     on conflict (customer_id) do update set email = excluded.email,
       proved_at = case when address_proof.email = excluded.email then address_proof.proved_at else now() end`,
    { customer: customerId, email },
  );
  await claimOrders(container, { customerId });
}

/** When a customer verified their current e-mail address; undefined while it is unverified. */
export async function emailProvedAt(container: MedusaContainer, customerId: string): Promise<Date | undefined> {
  const { rows } = await database(container).raw(
    `select proved_at from address_proof join customer on customer.id = customer_id
     where customer_id = ? and address_proof.email = lower(customer.email)`,
    [customerId],
  );
  return rows[0]?.proved_at;
}

/**
 * Assigns orders of guests to the customer who has verified the same e-mail address: all orders of one customer, or
 * one order. An order that a customer placed stays theirs, regardless of its e-mail address. Returns the number of orders.
 */
export async function claimOrders(
  container: MedusaContainer,
  { customerId = null, orderId = null }: { customerId?: string | null; orderId?: string | null },
): Promise<number> {
  const { rowCount } = await database(container).raw(
    `update "order" set customer_id = customer.id, updated_at = now(),
       metadata = coalesce("order".metadata, '{}') || jsonb_build_object('owner', customer.id)
     from address_proof join customer on customer.id = address_proof.customer_id
     where lower("order".email) = address_proof.email and lower(customer.email) = address_proof.email
       and customer.has_account and customer.deleted_at is null
       and coalesce("order".metadata ->> 'owner', '') = '' and "order".deleted_at is null
       and (:customer::text is null or customer.id = :customer)
       and (:order::text is null or "order".id = :order)`,
    { customer: customerId, order: orderId },
  );
  return rowCount;
}

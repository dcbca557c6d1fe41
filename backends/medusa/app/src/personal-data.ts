import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';

/** What Medusa keeps of a customer, in the form of its own data models. */
export interface PersonalData {
  customer: unknown;
  orders: unknown[];
  carts: unknown[];
}

/** Orders and carts that are returned at most. */
const mostRows = 1_000;

/** Reads the customer with their addresses, orders and carts. */
export async function readPersonalData(container: MedusaContainer, customerId: string): Promise<PersonalData> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const pagination = { take: mostRows, order: { created_at: 'DESC' } };
  const filters = { customer_id: customerId };
  const [customers, orders, carts] = await Promise.all([
    query.graph({ entity: 'customer', fields: ['*', 'addresses.*', 'groups.name'], filters: { id: customerId } }),
    query.graph({ entity: 'order', fields: orderFields, filters, pagination }),
    query.graph({ entity: 'cart', fields: cartFields, filters, pagination }),
  ]);
  return { customer: customers.data[0] ?? null, orders: orders.data, carts: carts.data };
}

/** The numbers of orders that are not completely shipped, or that have an open return. Their buyers must be reachable. */
export async function openOrders(container: MedusaContainer, customerId: string): Promise<number[]> {
  const { rows } = await database(container).raw(
    `select display_id from "order"
     where customer_id = :customer and deleted_at is null and canceled_at is null and status not in ('canceled', 'draft')
       and (
         exists (
           select from order_item as item join order_line_item as line on line.id = item.item_id
           where item.order_id = "order".id and item.version = "order".version and item.deleted_at is null
             and line.requires_shipping and item.quantity > greatest(item.shipped_quantity, item.delivered_quantity)
         )
         or exists (
           select from return where return.order_id = "order".id and return.deleted_at is null
             and return.status in ('open', 'requested', 'partially_received')
         )
       )
     order by display_id`,
    { customer: customerId },
  );
  return rows.map(({ display_id }: { display_id: number }) => display_id);
}

/**
 * Erases a customer: the customer, addresses, sign-ins, and what carts say of them. Orders keep the names and addresses of
 * their invoices, which the law requires, and lose the e-mail address, phone numbers, note and gift message. Can be repeated:
 * all rows change in one transaction, after the payment provider has deleted its customer.
 */
export async function erasePersonalData(container: MedusaContainer, customerId: string): Promise<void> {
  await erasePaymentCustomers(container, customerId);
  await database(container).transaction(async (transaction) => {
    for (const statement of erasures) await transaction.raw(statement, { customer: customerId });
  });
}

async function erasePaymentCustomers(container: MedusaContainer, customerId: string): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const fields = ['id', 'account_holders.id'];
  const { data } = await query.graph({ entity: 'customer', fields, filters: { id: customerId } });
  const holders = (data[0] as { account_holders?: ({ id: string } | null)[] } | undefined)?.account_holders ?? [];
  for (const holder of holders) {
    if (holder) await container.resolve(Modules.PAYMENT).deleteAccountHolder(holder.id);
  }
}

const ownSignIns = `select id from auth_identity where app_metadata ->> 'customer_id' = :customer`;
const ownAddresses = `
  select unnest(array[shipping_address_id, billing_address_id]) from "order" where customer_id = :customer`;

/** In the order of their references. */
const erasures = [
  `update "order" set email = 'erased-' || id || '@erased.invalid', metadata = metadata - 'note' - 'gift', updated_at = now()
   where customer_id = :customer`,
  `update order_address set phone = null, metadata = null where id in (${ownAddresses})`,
  `with own as (
     select id, shipping_address_id, billing_address_id from cart where customer_id = :customer for update
   ), emptied as (
     update cart set email = null, customer_id = null, shipping_address_id = null, billing_address_id = null, metadata = null
     where id in (select id from own) returning id
   )
   update cart_address set first_name = null, last_name = null, company = null, phone = null, address_1 = null,
     address_2 = null, city = null, province = null, postal_code = null, metadata = null, customer_id = null
   where id in (select unnest(array[shipping_address_id, billing_address_id]) from own)`,
  `delete from provider_identity where auth_identity_id in (${ownSignIns})`,
  `delete from auth_identity where app_metadata ->> 'customer_id' = :customer`,
  'delete from address_proof where customer_id = :customer',
  'delete from customer_address where customer_id = :customer',
  'delete from customer_group_customer where customer_id = :customer',
  'delete from customer where id = :customer',
];

/** By name: with `*`, Medusa's pages of orders have no columns of the order itself. */
const orderFields = [
  ...['id', 'display_id', 'status', 'email', 'customer_id', 'region_id', 'currency_code', 'metadata'],
  ...['created_at', 'updated_at', 'canceled_at', 'items.*', 'shipping_address.*', 'billing_address.*'],
  ...['shipping_methods.*', 'fulfillments.*', 'transactions.*', 'summary.*', 'returns.*'],
];
const cartFields = ['*', 'items.*', 'shipping_address.*', 'billing_address.*', 'shipping_methods.*'];

function database(container: MedusaContainer) {
  return container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
}

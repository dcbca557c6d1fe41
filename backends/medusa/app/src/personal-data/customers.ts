import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { database } from '../database';
import { eraseCarts, eraseMoreThanInvoices } from './orders';

/** What Medusa keeps of a customer, in the form of its own data models and of the tables of the application. */
export interface PersonalData {
  customer: unknown;
  orders: unknown[];
  carts: unknown[];
  payments: unknown[];
  /** Invoices and credit notes. */
  documents: unknown[];
  limitedPieces: unknown[];
}

/** Orders and carts that are returned at most. */
const mostRows = 1_000;

/** Reads the customer with their addresses, orders, payments, documents and carts. */
export async function readPersonalData(container: MedusaContainer, customerId: string): Promise<PersonalData> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const pagination = { take: mostRows, order: { created_at: 'DESC' } };
  const filters = { customer_id: customerId };
  const read = async (columns: string, tables: string): Promise<unknown[]> => {
    const own = `select ${columns} from ${tables} where order_id in (${ownOrders}) order by order_id limit ${mostRows}`;
    return (await database(container).raw(own, { customer: customerId })).rows;
  };
  const [customers, orders, carts, payments, documents, limitedPieces] = await Promise.all([
    query.graph({ entity: 'customer', fields: ['*', 'addresses.*', 'groups.name'], filters: { id: customerId } }),
    query.graph({ entity: 'order', fields: orderFields, filters, pagination }),
    query.graph({ entity: 'cart', fields: cartFields, filters, pagination }),
    read(paymentColumns, 'order_payment_collection join payment using (payment_collection_id)'),
    read('kind, number, order_id, issued_at, content', 'invoice'),
    read('order_id, product_id, variant_id, number, size', 'limited_piece'),
  ]);
  return {
    ...{ customer: customers.data[0] ?? null, orders: orders.data, carts: carts.data },
    ...{ payments, documents, limitedPieces },
  };
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
 * their invoices, which the law requires, and lose the rest: see `orders.ts`. Can be repeated:
 * all rows change in one transaction, after the payment provider has deleted its customer.
 */
export async function erasePersonalData(container: MedusaContainer, customerId: string): Promise<void> {
  await erasePaymentCustomers(container, customerId);
  await database(container).transaction(async (transaction) => {
    for (const statement of erasures) await transaction.raw(statement, { customer: customerId });
  });
}

/** Deletes what payment providers keep of a customer as such; their payments stay. */
export async function erasePaymentCustomers(container: MedusaContainer, customerId: string): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const fields = ['id', 'account_holders.id'];
  const { data } = await query.graph({ entity: 'customer', fields, filters: { id: customerId } });
  const holders = (data[0] as { account_holders?: ({ id: string } | null)[] } | undefined)?.account_holders ?? [];
  for (const holder of holders) {
    if (holder) await container.resolve(Modules.PAYMENT).deleteAccountHolder(holder.id);
  }
}

const ownOrders = 'select id from "order" where customer_id = :customer';
const ownSignIns = `select id from auth_identity where app_metadata ->> 'customer_id' = :customer`;

/** In the order of their references. */
const erasures = [
  ...eraseMoreThanInvoices(ownOrders),
  ...eraseCarts('select id from cart where customer_id = :customer'),
  ...[
    'auth_mfa_factor',
    'auth_mfa_recovery_code',
    'auth_password_reset_token',
    'auth_verification',
    'provider_identity',
  ].map((table) => `delete from ${table} where auth_identity_id in (${ownSignIns})`),
  `delete from auth_identity where app_metadata ->> 'customer_id' = :customer`,
  `delete from promotion_campaign_budget_usage
   where attribute_value in (select unnest(array[id, email]) from customer where id = :customer)`,
  'delete from address_proof where customer_id = :customer',
  'delete from customer_address where customer_id = :customer',
  'delete from customer_group_customer where customer_id = :customer',
  'delete from customer where id = :customer',
];

/** By name: with `*`, Medusa's pages of orders have no columns of the order itself. */
const orderFields = [
  ...['id', 'display_id', 'status', 'email', 'customer_id', 'region_id', 'currency_code', 'metadata'],
  ...['created_at', 'updated_at', 'canceled_at', 'items.*', 'shipping_address.*', 'billing_address.*'],
  ...['shipping_methods.*', 'fulfillments.*', 'fulfillments.delivery_address.*', 'fulfillments.labels.*'],
  ...['transactions.*', 'summary.*', 'returns.*', 'returns.items.*'],
];
/** Without the secrets of a payment in progress. */
const paymentColumns = `order_id, payment.id, payment.amount, payment.currency_code, payment.provider_id, payment.created_at,
  payment.captured_at, payment.canceled_at, payment.data -> 'payment_method' as method`;
const cartFields = ['*', 'items.*', 'shipping_address.*', 'billing_address.*', 'shipping_methods.*'];

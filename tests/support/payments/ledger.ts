import postgres, { type Sql } from 'postgres';
import type Stripe from 'stripe';
import { stripeAt } from './buyer.ts';

/** Compares the orders in Medusa's database with the payments at the provider, both from the time when the ledger was opened. */
export interface Ledger {
  /** Every order that is not paid or stored in part, and every payment that is kept without an order, in words. */
  findFaults(): Promise<string[]>;
  /** The ids of the orders that a cart has become. */
  ordersOf(cartId: string): Promise<string[]>;
  close(): Promise<void>;
}

interface OrderRow {
  id: string;
  cart: string | null;
  /** When the cart became the order, in milliseconds since 1970; null for a cart that can still be bought. */
  completed: number | null;
  currency: string;
  total: string;
  payment: string | null;
  amount: string | null;
  intent: string | null;
  /** Variants with quantities, of the order, of its cart, and of the reserved or sent pieces. */
  lines: string | null;
  wanted: string | null;
  kept: string | null;
  deliveries: number;
}

/** Opens the ledger of an installation with this environment. */
export function openLedger(env: Readonly<Record<string, string | undefined>>): Ledger {
  const sql = postgres(env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  const stripe = stripeAt(env);
  const since = new Date();
  return {
    findFaults: async () => {
      const orders = await readOrders(sql, since);
      const intents: Stripe.PaymentIntent[] = [];
      for await (const intent of stripe.paymentIntents.list({ limit: 100, expand: ['data.latest_charge'] }))
        intents.push(intent);
      const recent = intents.filter(({ created }) => created >= Math.floor(since.getTime() / 1_000));
      return [...unpaid(orders, intents), ...unordered(orders, recent), ...doubled(orders), ...incomplete(orders)];
    },
    ordersOf: async (cartId) => {
      const rows = await sql<
        { order_id: string }[]
      >`select order_id from order_cart where cart_id = ${cartId} and deleted_at is null`;
      return rows.map(({ order_id }) => order_id);
    },
    close: () => sql.end(),
  };
}

/** Orders with each of their payments that was not canceled. */
function readOrders(sql: Sql, since: Date): Promise<OrderRow[]> {
  return sql<OrderRow[]>`
    select o.id, link.cart_id as cart, extract(epoch from cart.completed_at) * 1000 as completed,
           o.currency_code as currency, summary.totals->>'current_order_total' as total,
           payment.id as payment, payment.amount::text as amount, payment.data->>'id' as intent,
           (select string_agg(line.variant_id || ' × ' || item.quantity::int, ', ' order by line.variant_id, item.quantity)
            from order_item item join order_line_item line on line.id = item.item_id
            where item.order_id = o.id and item.version = o.version and item.deleted_at is null) as lines,
           (select string_agg(line.variant_id || ' × ' || line.quantity::int, ', ' order by line.variant_id, line.quantity)
            from cart_line_item line where line.cart_id = cart.id and line.deleted_at is null) as wanted,
           (select string_agg(line.variant_id || ' × ' || (item.fulfilled_quantity + coalesce((
              select sum(quantity) from reservation_item kept where kept.line_item_id = line.id and kept.deleted_at is null
            ), 0))::int, ', ' order by line.variant_id, item.quantity)
            from order_item item join order_line_item line on line.id = item.item_id
            where item.order_id = o.id and item.version = o.version and item.deleted_at is null) as kept,
           (select count(*)::int from order_shipping way
            where way.order_id = o.id and way.version = o.version and way.deleted_at is null) as deliveries
    from "order" o
    left join order_summary summary
      on summary.order_id = o.id and summary.version = o.version and summary.deleted_at is null
    left join order_cart link on link.order_id = o.id and link.deleted_at is null
    left join cart on cart.id = link.cart_id
    left join order_payment_collection paid on paid.order_id = o.id and paid.deleted_at is null
    left join payment on payment.payment_collection_id = paid.payment_collection_id
      and payment.deleted_at is null and payment.canceled_at is null
    where o.deleted_at is null and o.canceled_at is null and o.created_at >= ${since}`;
}

function unpaid(orders: readonly OrderRow[], intents: readonly Stripe.PaymentIntent[]): string[] {
  return orders.flatMap(({ id, total, currency, payment, amount, intent: intentId }) => {
    const intent = intents.find((one) => one.id === intentId);
    if (!payment || !intent) return [`Order ${id} has no payment.`];
    if (keptOf(intent) === 0) return [`Order ${id} has the payment ${intent.id}, which is ${intent.status}.`];
    const isTotal = [amount, total].every((value) => minorUnits(value ?? '', currency) === keptOf(intent));
    return isTotal && intent.currency === currency
      ? []
      : [`Order ${id} costs ${total} ${currency}, but its payment is of ${keptOf(intent)} ${intent.currency}.`];
  });
}

function unordered(orders: readonly OrderRow[], intents: readonly Stripe.PaymentIntent[]): string[] {
  return intents
    .filter((intent) => keptOf(intent) > 0 && !orders.some((order) => order.intent === intent.id))
    .map((intent) => `Payment ${intent.id} keeps ${keptOf(intent)} ${intent.currency} without an order.`);
}

/** A cart with two orders or an order with two payments has two rows. */
function doubled(orders: readonly OrderRow[]): string[] {
  const keys = orders.flatMap(({ id, cart, payment }) => [cart ?? id, payment]).filter((key) => key !== null);
  const twice = keys.filter((key, position) => keys.indexOf(key) !== position);
  return [...new Set(twice)].map((key) => `${key} has more than one order or payment.`);
}

function incomplete(orders: readonly OrderRow[]): string[] {
  return orders.flatMap(({ id, cart, completed, lines, wanted, kept, deliveries }) => {
    if (!cart) return [`Order ${id} has no cart.`];
    if (!completed) return [`Order ${id} is of the cart ${cart}, which can be bought again.`];
    if (lines !== wanted) return [`Order ${id} has ${lines}, but its cart ${wanted}.`];
    if (kept !== lines) return [`Order ${id} has ${lines}, but ${kept} are reserved or sent.`];
    return deliveries === 1 ? [] : [`Order ${id} has ${deliveries} deliveries.`];
  });
}

/** What the provider has authorized or taken, and not given back, in minor units. */
function keptOf({ status, amount_capturable, amount_received, latest_charge }: Stripe.PaymentIntent): number {
  if (status === 'requires_capture') return amount_capturable;
  if (status !== 'succeeded' || typeof latest_charge !== 'object') return 0;
  return (
    amount_received -
    Math.max(0, (latest_charge?.amount_refunded ?? 0) - ((latest_charge?.amount ?? 0) - amount_received))
  );
}

function minorUnits(amount: string, currency: string): number {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return Math.round(Number(amount) * 10 ** digits);
}

import postgres from 'postgres';
import type Stripe from 'stripe';
import { stripeAt } from './buyer.ts';

/** Compares the orders in Medusa's database with the payments at the provider. */
export interface Ledger {
  /** Every order that is not paid, and every payment that is kept without an order, in words. */
  findFaults(): Promise<string[]>;
  /** The ids of the orders that a cart has become. */
  ordersOf(cartId: string): Promise<string[]>;
  close(): Promise<void>;
}

interface OrderRow {
  id: string;
  cart: string | null;
  currency: string;
  total: string;
  payment: string | null;
  amount: string | null;
  intent: string | null;
}

/** Opens the ledger of an installation with this environment. */
export function openLedger(env: Readonly<Record<string, string | undefined>>): Ledger {
  const sql = postgres(env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  const stripe = stripeAt(env);
  return {
    findFaults: async () => {
      const orders = await sql<OrderRow[]>`
        select o.id, link.cart_id as cart, o.currency_code as currency, summary.totals->>'current_order_total' as total,
               payment.id as payment, payment.amount::text as amount, payment.data->>'id' as intent
        from "order" o
        join order_summary summary on summary.order_id = o.id and summary.version = o.version and summary.deleted_at is null
        left join order_cart link on link.order_id = o.id and link.deleted_at is null
        left join order_payment_collection paid on paid.order_id = o.id and paid.deleted_at is null
        left join payment on payment.payment_collection_id = paid.payment_collection_id
          and payment.deleted_at is null and payment.canceled_at is null
        where o.deleted_at is null and o.canceled_at is null`;
      const intents: Stripe.PaymentIntent[] = [];
      for await (const intent of stripe.paymentIntents.list({ limit: 100, expand: ['data.latest_charge'] }))
        intents.push(intent);
      return [...unpaid(orders, intents), ...unordered(orders, intents), ...doubled(orders)];
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

function unpaid(orders: readonly OrderRow[], intents: readonly Stripe.PaymentIntent[]): string[] {
  return orders.flatMap(({ id, total, currency, payment, amount, intent: intentId }) => {
    const intent = intents.find((one) => one.id === intentId);
    if (!payment || !intent) return [`Order ${id} has no payment.`];
    if (keptOf(intent) === 0) return [`Order ${id} has the payment ${intent.id}, which is ${intent.status}.`];
    const isTotal = [amount, total].every((value) => minorUnits(value ?? '', currency) === intent.amount);
    return isTotal && intent.currency === currency
      ? []
      : [`Order ${id} costs ${total} ${currency}, but its payment is of ${intent.amount} ${intent.currency}.`];
  });
}

function unordered(orders: readonly OrderRow[], intents: readonly Stripe.PaymentIntent[]): string[] {
  return intents
    .filter((intent) => keptOf(intent) > 0 && !orders.some((order) => order.intent === intent.id))
    .map((intent) => `Payment ${intent.id} keeps ${keptOf(intent)} ${intent.currency} without an order.`);
}

function doubled(orders: readonly OrderRow[]): string[] {
  const keys = orders.flatMap(({ cart, payment }) => [cart, payment]).filter((key) => key !== null);
  const twice = keys.filter((key, position) => keys.indexOf(key) !== position);
  return [...new Set(twice)].map((key) => `${key} has more than one order or payment.`);
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

import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, defaultCurrencies, MathBN, Modules } from '@medusajs/framework/utils';
import { refundOrder } from './refund';
import { exactPerMinorUnit, refundFor, roundParts } from './refund-amounts';

type Amount = number | string;

interface Charge {
  id: string;
  total: Amount;
}

interface Line extends Charge {
  created_at: string;
  quantity: Amount;
  return_received_total?: Amount;
  return_dismissed_total?: Amount;
}

interface Order {
  currency_code: string;
  items: Line[];
  shipping_methods: (Charge & { detail?: { return_id?: string | null } })[];
  payment_collections: { payments: { refunds: { amount: Amount; metadata: { key?: string } | null }[] }[] }[];
}

/** The key of the refunds for a return. */
export const refundKey = (returnId: string) => `return ${returnId}`;

/**
 * Gives back what is due for the received pieces of a return. It is safe to repeat: what is due follows from the pieces
 * that came back, and what was given back already is subtracted. Rejects where the payment provider refuses.
 */
export async function settleReturn(container: MedusaContainer, orderId: string, returnId: string): Promise<void> {
  const work = async () => {
    const received = await receivedPieces(container, orderId);
    const order = await readOrder(container, orderId);
    const { decimal_digits: decimals = 2 } = defaultCurrencies[order.currency_code.toUpperCase()] ?? {};
    const given = (key: string) => sumOfRefunds(order, key, decimals);
    // Only returns that were settled before count, so that what is due for each return is refunded under its own key.
    const settled = [...received.keys()].filter((id) => id === returnId || given(refundKey(id)) > 0n);
    const due = dueFor(
      order,
      settled.map((id) => received.get(id) ?? new Map()),
      decimals,
    );
    const others = settled.filter((id) => id !== returnId).reduce((all, id) => all + given(refundKey(id)), 0n);
    if (due <= others) return;
    const amount = toMajor(due - others, decimals);
    await refundOrder(container, orderId, { key: refundKey(returnId), amount, note: 'Returned pieces' });
  };
  await container.resolve(Modules.LOCKING).execute(`settlement:${orderId}`, work, { timeout: 10 });
}

/** What was given back for each return of an order, in major units. Returns without a refund are missing. */
export async function refundsOfReturns(container: MedusaContainer, orderId: string): Promise<Map<string, string>> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select substr(refund.metadata ->> 'key', 8) as id, sum(refund.amount)::text as amount from refund
     join payment on payment.id = refund.payment_id
     join order_payment_collection link using (payment_collection_id)
     where link.order_id = ? and refund.metadata ->> 'key' like 'return %' and refund.deleted_at is null group by 1`,
    [orderId],
  );
  return new Map(rows.map(({ id, amount }: { id: string; amount: string }) => [id, amount]));
}

/** Settles the returns of the last week that have no refund since they were changed: a crash or the provider prevented it. */
export async function settleMissedReturns(container: MedusaContainer): Promise<void> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    select id, order_id from "return"
    where updated_at > now() - interval '7 days' and canceled_at is null and deleted_at is null
      and exists (select from return_item where return_id = "return".id and received_quantity > 0)
      and not exists (
        select from refund where metadata ->> 'key' = 'return ' || "return".id and metadata ->> 'sent' = 'true'
          and refund.updated_at >= "return".updated_at)`);
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  for (const { id, order_id } of rows as { id: string; order_id: string }[]) {
    try {
      await settleReturn(container, order_id, id);
    } catch (error) {
      logger.error(`return_unsettled: return ${id} is not refunded yet: ${(error as Error).message}`);
    }
  }
}

/** What is due for all pieces of these returns, in minor units. */
function dueFor(order: Order, returns: ReadonlyMap<string, number>[], decimals: number): bigint {
  const lines = [...order.items].sort((one, other) => time(one) - time(other) || one.id.localeCompare(other.id));
  const methods = order.shipping_methods
    .filter(({ detail }) => !detail?.return_id)
    .sort((one, other) => one.id.localeCompare(other.id));
  // Medusa's total is for the pieces that the buyer keeps.
  const exact = lines.map((line) =>
    toExact(
      [line.total, line.return_received_total ?? 0, line.return_dismissed_total ?? 0].reduce<Amount>(
        (all, part) => MathBN.add(all, part).toString(),
        0,
      ),
      decimals,
    ),
  );
  const paid = roundParts([...exact, ...methods.map(({ total }) => toExact(total, decimals))]);
  const returned = (id: string) => returns.reduce((all, pieces) => all + (pieces.get(id) ?? 0), 0);
  return refundFor(
    lines.map(({ id, quantity }, index) => ({
      quantity: Number(quantity),
      returned: returned(id),
      paid: paid[index] as bigint,
    })),
    paid.slice(lines.length).reduce((all, amount) => all + amount, 0n),
  );
}

function time({ created_at }: Line): number {
  return new Date(created_at).getTime();
}

/** The pieces that were received, by return and line. */
async function receivedPieces(container: MedusaContainer, orderId: string): Promise<Map<string, Map<string, number>>> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select return_id, item_id, received_quantity from return_item
     join "return" on "return".id = return_id
     where order_id = ? and received_quantity > 0 and return_item.deleted_at is null and canceled_at is null`,
    [orderId],
  );
  const received = new Map<string, Map<string, number>>();
  for (const { return_id, item_id, received_quantity } of rows) {
    received.set(return_id, (received.get(return_id) ?? new Map()).set(item_id, Number(received_quantity)));
  }
  return received;
}

async function readOrder(container: MedusaContainer, id: string): Promise<Order> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'order',
    fields: [
      ...['id', 'currency_code', 'total', 'items.*', 'items.detail.*', 'items.total', 'items.return_received_total'],
      ...['items.return_dismissed_total', 'shipping_methods.*', 'shipping_methods.total', 'shipping_methods.detail.*'],
      ...['payment_collections.payments.refunds.amount', 'payment_collections.payments.refunds.metadata'],
    ],
    filters: { id },
  });
  return data[0] as unknown as Order;
}

function sumOfRefunds(order: Order, key: string, decimals: number): bigint {
  const refunds = order.payment_collections
    .flatMap(({ payments }) => payments ?? [])
    .flatMap(({ refunds }) => refunds ?? []);
  const ofKey = refunds.filter(({ metadata }) => metadata?.key === key);
  return ofKey.reduce((all, { amount }) => all + toExact(amount, decimals) / exactPerMinorUnit, 0n);
}

function toExact(amount: Amount, decimals: number): bigint {
  return BigInt(MathBN.mult(amount, 10 ** (decimals + 6)).toFixed(0));
}

/** Minor units as a decimal number in major units. */
function toMajor(minorUnits: bigint, decimals: number): string {
  return MathBN.div(minorUnits.toString(), 10 ** decimals).toFixed(decimals);
}

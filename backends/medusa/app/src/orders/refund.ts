import type { IOrderModuleService, IPaymentModuleService, MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MathBN, Modules, PaymentEvents } from '@medusajs/framework/utils';

/** Money to give back for an order. */
export interface OrderRefund {
  /** What it is for. The same key never gives back twice. */
  key: string;
  /** In major units; everything that is paid and not given back where it is missing. */
  amount?: string;
  /** Shown in Medusa's admin. */
  note: string;
}

interface Payment {
  id: string;
  payment_collection_id: string;
  currency_code: string;
  provider_id: string;
  data: Record<string, unknown>;
  canceled_at: Date | null;
  captures: { amount: number }[];
  refunds: Refund[];
}

interface Refund {
  id: string;
  amount: number;
  raw_amount: unknown;
  metadata: { key?: string; sent?: boolean } | null;
}

/**
 * The parts of Medusa's `refundPayment`, which its type hides. Medusa deletes the refund where the provider fails, so
 * that a retry sends a new idempotency key: where only the response was lost, the buyer would get the money twice.
 */
type RefundParts = IPaymentModuleService & {
  refundPayment_(payment: Payment, data: object, context?: object): Promise<Refund>;
  refundPaymentFromProvider_(payment: Payment, refund: Refund, context?: object): Promise<unknown>;
  maybeUpdatePaymentCollection_(id: string, context?: object): Promise<unknown>;
};

/**
 * Gives money back through the provider of the payment. It is safe to repeat after a crash at any point: first the refund is
 * stored, then it is sent with its id as the idempotency key, and then it is marked as sent. A repeated call sends again
 * what is not marked. Rejects where the provider refuses or does not answer, and where more is asked than was paid.
 */
export function refundOrder(container: MedusaContainer, orderId: string, refund: OrderRefund): Promise<void> {
  const work = () => refundOnce(container, orderId, refund);
  return container.resolve(Modules.LOCKING).execute(`refunds:${orderId}`, work, { timeout: 10 });
}

/** Releases payments that are authorized and not captured. Rejects where a provider refuses; Medusa's own step only logs it. */
export async function voidPayments(container: MedusaContainer, orderId: string): Promise<void> {
  for (const { id, captures, canceled_at } of await paymentsOf(container, orderId)) {
    if (captures.length === 0 && !canceled_at) await container.resolve(Modules.PAYMENT).cancelPayment(id);
  }
}

async function refundOnce(container: MedusaContainer, orderId: string, { key, amount, note }: OrderRefund) {
  const payments = await paymentsOf(container, orderId);
  const ofKey = payments.flatMap((payment) =>
    payment.refunds.filter(({ metadata }) => metadata?.key === key).map((refund) => ({ payment, refund })),
  );
  for (const { payment, refund } of ofKey) {
    if (!refund.metadata?.sent) await send(container, orderId, payment, refund);
  }
  let left = amount === undefined ? undefined : MathBN.sub(amount, sum(ofKey.map(({ refund }) => refund)));
  for (const payment of payments) {
    const paid = MathBN.sub(sum(payment.captures), sum(payment.refunds));
    const part = left === undefined || MathBN.lt(paid, left) ? paid : left;
    if (MathBN.lte(part, 0)) continue;
    const data = { payment_id: payment.id, amount: part.toString(), note, metadata: { key } };
    const stored = await payments_(container).refundPayment_(payment, data);
    await send(container, orderId, payment, stored);
    if (left !== undefined) left = MathBN.sub(left, part);
  }
  if (left !== undefined && MathBN.gt(left, 0)) {
    throw new Error(`The order ${orderId} has no payment for ${left} of the refund ${key}.`);
  }
}

/** Sends a stored refund, counts it in the order's balance, and marks it. Each part may be repeated. */
async function send(container: MedusaContainer, orderId: string, payment: Payment, refund: Refund): Promise<void> {
  await payments_(container).refundPaymentFromProvider_(payment, refund);
  await payments_(container).maybeUpdatePaymentCollection_(payment.payment_collection_id);
  const orders: IOrderModuleService = container.resolve(Modules.ORDER);
  const counted = { order_id: orderId, reference: 'refund', reference_id: refund.id };
  const [known] = await orders.listOrderTransactions(counted, { select: ['id'] });
  if (!known) {
    const amount = MathBN.mult(refund.amount, -1).toNumber();
    await orders.addOrderTransactions([{ ...counted, amount, currency_code: payment.currency_code }]);
  }
  await container
    .resolve(ContainerRegistrationKeys.PG_CONNECTION)
    .raw(`update refund set metadata = coalesce(metadata, '{}') || '{"sent": true}', updated_at = now() where id = ?`, [
      refund.id,
    ]);
  await container.resolve(Modules.EVENT_BUS).emit({ name: PaymentEvents.REFUNDED, data: { id: payment.id } });
}

async function paymentsOf(container: MedusaContainer, orderId: string): Promise<Payment[]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'order',
    fields: [
      ...['id', 'payment_collection_id', 'currency_code', 'provider_id', 'data', 'canceled_at', 'captures.amount'],
      ...['refunds.id', 'refunds.amount', 'refunds.raw_amount', 'refunds.metadata'],
    ].map((field) => `payment_collections.payments.${field}`),
    filters: { id: orderId },
  });
  const [order] = data as unknown as { payment_collections: ({ payments: Payment[] | null } | null)[] }[];
  return (order?.payment_collections ?? []).flatMap((collection) => collection?.payments ?? []);
}

function sum(rows: readonly { amount: number }[]) {
  return rows.reduce((all, { amount }) => MathBN.add(all, amount), MathBN.convert(0));
}

function payments_(container: MedusaContainer): RefundParts {
  return container.resolve(Modules.PAYMENT) as RefundParts;
}

import type { Sql } from 'postgres';
import type Stripe from 'stripe';

/**
 * Changes orders and payments behind the shop's back: the first order keeps no payment, the second costs another amount, the third
 * has no pieces, and one payment belongs to no order. Returns what the ledger must find, in words.
 */
export async function plantFaults(
  sql: Sql,
  stripe: Stripe,
  [unpaid, dearer, bare]: readonly string[],
): Promise<string[]> {
  const [paid] = await sql`
    select payment.data->>'id' as id from order_payment_collection link
      join payment on payment.payment_collection_id = link.payment_collection_id
    where link.order_id = ${unpaid as string} and payment.canceled_at is null`;
  await stripe.paymentIntents.cancel(paid?.id);
  const [priced] = await sql`
    update order_summary set totals = jsonb_set(totals, '{current_order_total}',
      to_jsonb((totals->>'current_order_total')::numeric + 1))
    where order_id = ${dearer as string} and deleted_at is null
    returning totals->>'current_order_total' as total`;
  const [line] = await sql`
    update reservation_item kept set deleted_at = now()
    from order_item item join order_line_item line on line.id = item.item_id
    where item.order_id = ${bare as string} and kept.line_item_id = line.id
    returning line.variant_id as id, item.quantity::int as quantity`;
  const stray = await stripe.paymentIntents.create({
    ...{ amount: 1_234, currency: 'eur', payment_method_types: ['card'], capture_method: 'manual' },
    ...{ payment_method: 'pm_card_visa', confirm: true },
  });
  return [
    `Order ${unpaid} has the payment ${paid?.id}, which is canceled.`,
    `Order ${dearer} costs ${priced?.total} eur, but its payment is of ${Math.round((priced?.total - 1) * 100)} eur.`,
    `Order ${bare} has ${line?.id} × ${line?.quantity}, but ${line?.id} × 0 are reserved or sent.`,
    `Payment ${stray.id} keeps 1234 eur without an order.`,
  ];
}

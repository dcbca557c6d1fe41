import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { eventually } from '#tests/support/graph.ts';
import { placeOrder, stockPouch } from '#tests/support/place-order.ts';

// The application has its own TypeScript configuration, so its types stay there.
const labels: string = './app/src/orders/return-labels.ts';

/** Refunds of returned pieces, where a crash of Medusa interrupts them, and the index of labels. */
export function returnRefundSuite(open: () => Shop): void {
  let shop: Shop;
  let sql: Sql;
  beforeAll(async () => {
    shop = open();
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
    await stockPouch(shop);
  });
  afterAll(() => sql?.end());

  const post = async (path: string, body: object, headers: Record<string, string>) => {
    const response = await fetch(`${shop.env.MEDUSA_URL}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as never;
  };
  const worker = (path: string, body: object = {}) =>
    post(`worker/${path}`, body, { authorization: `Bearer ${shop.env.MEDUSA_WORKER_TOKEN}` });
  const admin = (path: string, body: object = {}) =>
    shop.admin.client.fetch<unknown>(`/admin/${path}`, { method: 'POST', body });
  const refundsOf = async (orderId: string) => [
    ...(await sql`
      select refund.id, refund.amount::text, refund.metadata ->> 'sent' as sent, transactions.count::int as counted
      from refund join payment on payment.id = payment_id
      join order_payment_collection link using (payment_collection_id)
      left join lateral (
        select count(*) from order_transaction where reference_id = refund.id and deleted_at is null) transactions on true
      where link.order_id = ${orderId} and refund.deleted_at is null`),
  ];

  it('are sent again with the same id where they were stored and not marked as sent', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    const [payment] = await sql`
      select payment.id from payment join order_payment_collection link using (payment_collection_id)
      where link.order_id = ${id}`;
    await admin(`payments/${payment?.id}/capture`);
    await worker(`outbox/${id}/shipments`, { id: `parcel-of-${id}`, tracking_number: 'T-1' });
    const [line] = await sql`select item_id from order_item where order_id = ${id} limit 1`;
    const lines = [{ line_id: line?.item_id, quantity: 1, reason: 'damaged' }];
    const service = {
      'x-axiom-service': shop.env.MEDUSA_SERVICE_TOKEN as string,
      'x-publishable-api-key': shop.env.MEDUSA_PUBLISHABLE_KEY as string,
    };
    const { return_id } = (await post(`store/orders/${id}/returns`, { key: `key-of-${id}`, lines }, service)) as {
      return_id: string;
    };
    await admin(`returns/${return_id}/receive`);
    await admin(`returns/${return_id}/receive-items`, { items: [{ id: line?.item_id, quantity: 1 }] });
    await admin(`returns/${return_id}/receive/confirm`);
    const before = await eventually(
      () => refundsOf(id),
      (refunds) => refunds.length === 1 && refunds[0]?.sent === 'true',
    );
    await sql`update refund set metadata = metadata - 'sent' where id = ${before[0]?.id}`;
    await sql`delete from order_transaction where reference_id = ${before[0]?.id}`;
    await worker('outbox/sweep');
    await worker('outbox/sweep');

    expect(before).toEqual([expect.objectContaining({ counted: 1 })]);
    expect(await refundsOf(id)).toEqual(before);
  });

  it('have their labels by an index, which has no return that is done with', async () => {
    const { nextLabel } = (await import(labels)) as { nextLabel: string };
    const plan = await sql.begin(async (transaction) => {
      // A small table is read as a whole in any case.
      await transaction`set local enable_seqscan = off`;
      return transaction.unsafe(`explain ${nextLabel}`);
    });

    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('return_label_waiting');
  });
}

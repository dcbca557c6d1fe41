import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { eventually } from '#tests/support/graph.ts';
import { placeOrder, stockPouch } from '#tests/support/place-order.ts';

/** Invoices in Medusa's database, and the route that returns them. */
export function invoiceSuite(open: () => Shop): void {
  let shop: Shop;
  let sql: Sql;
  beforeAll(async () => {
    shop = open();
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
    await stockPouch(shop);
  });
  afterAll(() => sql?.end());

  const ask = async (path: string, service: string | undefined, body?: object) => {
    const response = await fetch(`${shop.env.MEDUSA_URL}/store/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        'content-type': 'application/json',
        'x-publishable-api-key': shop.env.MEDUSA_PUBLISHABLE_KEY as string,
        ...(service && { 'x-axiom-service': service }),
      },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: response.status, answer: (await response.json()) as never };
  };
  const invoicesOf = async (orderId: string) => {
    const { answer } = await ask(`invoices?order_id[0]=${orderId}`, shop.env.MEDUSA_SERVICE_TOKEN);
    return (answer as { invoices: { id: string; number: string; sha256: string | null }[] }).invoices;
  };
  const issued = (orderId: string) =>
    eventually(
      () => invoicesOf(orderId),
      ({ length }) => length > 0,
    );
  const post = (path: string, body: object = {}) =>
    fetch(`${shop.env.MEDUSA_URL}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.env.MEDUSA_WORKER_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const paymentOf = async (orderId: string) => {
    const [payment] = await sql`
      select payment.id from payment join order_payment_collection link using (payment_collection_id)
      where link.order_id = ${orderId}`;
    return payment?.id as string;
  };
  const capture = async (orderId: string) =>
    shop.admin.client.fetch(`/admin/payments/${await paymentOf(orderId)}/capture`, { method: 'POST', body: {} });

  it('are issued once, when the payment is captured', async () => {
    const orderId = await placeOrder(shop, 'ada@axiom.example');
    const before = await invoicesOf(orderId);
    await capture(orderId);
    const [invoice] = await issued(orderId);

    expect(before).toEqual([]);
    expect(invoice).toMatchObject({ id: `inv_${orderId}`, kind: 'INVOICE', order_id: orderId, sha256: null });
  });

  it('are issued when a parcel is shipped before that, and not again', async () => {
    const orderId = await placeOrder(shop, 'ada@axiom.example');
    const shipped = await post(`worker/outbox/${orderId}/shipments`, { id: 'parcel-1', tracking_number: 'TRACK-1' });
    const [first] = await issued(orderId);
    // Medusa captures the payment of an order that is shipped.
    const captured = await eventually(
      async () => (await sql`select from capture where payment_id = ${await paymentOf(orderId)}`).length,
      (count) => count > 0,
    );

    expect([shipped.status, captured]).toEqual([200, 1]);
    expect((await invoicesOf(orderId)).map(({ number }) => number)).toEqual([first?.number]);
  });

  it('are issued by the sweep where Medusa stopped before it handled the event', async () => {
    const orderId = await placeOrder(shop, 'ada@axiom.example');
    await sql`
      insert into capture (id, payment_id, amount, raw_amount, created_at)
      select 'capt_without_event', id, amount, raw_amount, now() - interval '3 minutes'
      from payment where id = ${await paymentOf(orderId)}`;

    const before = await invoicesOf(orderId);
    await post('worker/outbox/sweep');

    expect(before).toEqual([]);
    expect(await invoicesOf(orderId)).toHaveLength(1);
  });

  it('cannot be changed or deleted, and have one file', async () => {
    const orderId = await placeOrder(shop, 'ada@axiom.example');
    await capture(orderId);
    const [invoice] = await issued(orderId);
    const id = invoice?.id as string;
    const file = (digit: string) => ({ sha256: digit.repeat(64), bytes: 1 });
    const first = await ask(`invoices/${id}/file`, shop.env.MEDUSA_SERVICE_TOKEN, file('a'));
    const second = await ask(`invoices/${id}/file`, shop.env.MEDUSA_SERVICE_TOKEN, file('b'));

    expect([first.answer, second.answer]).toEqual([{ file: file('a') }, { file: file('a') }]);
    for (const change of [
      sql`update invoice set content = '{}' where id = ${id}`,
      sql`update invoice set number = 'INV-2026-999999' where id = ${id}`,
      sql`update invoice set sha256 = ${'c'.repeat(64)} where id = ${id}`,
      sql`delete from invoice where id = ${id}`,
    ]) {
      await expect(change).rejects.toThrow(/was issued and cannot be changed/);
    }
  });

  it('leave no gap where one cannot be stored', async () => {
    const orderId = await placeOrder(shop, 'ada@axiom.example');
    await sql`alter table invoice add constraint refused check (order_id <> ${sql.unsafe(`'${orderId}'`)})`;
    await capture(orderId);
    const other = await placeOrder(shop, 'ada@axiom.example');
    const [last] = await sql`select max(number) as number from invoice where kind = 'INVOICE'`;
    await capture(other);
    const [invoice] = await issued(other);
    await sql`alter table invoice drop constraint refused`;

    expect(await invoicesOf(orderId)).toEqual([]);
    expect(Number(invoice?.number.slice(-6))).toBe(Number(last?.number.slice(-6)) + 1);
  });

  it('are returned to services only', async () => {
    for (const service of [undefined, 'guessed', shop.env.MEDUSA_WORKER_TOKEN]) {
      expect((await ask('invoices?order_id[0]=order_1', service)).status).toBe(401);
      expect((await ask('invoices/inv_1/file', service, { sha256: 'a'.repeat(64), bytes: 1 })).status).toBe(401);
    }
    expect(
      (await ask('invoices/inv_none/file', shop.env.MEDUSA_SERVICE_TOKEN, { sha256: 'a'.repeat(64), bytes: 1 })).status,
    ).toBe(404);
  });
}

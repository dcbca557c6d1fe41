import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { placeOrder } from '#tests/support/place-order.ts';

/** Orders that a crash of Medusa interrupted, at its routes for workers. */
export function incompleteOrdersSuite(open: () => Shop): void {
  let shop: Shop;
  let sql: Sql;
  beforeAll(() => {
    shop = open();
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  });
  afterAll(() => sql?.end());

  const worker = async (method: string, path: string, token = shop.env.MEDUSA_WORKER_TOKEN) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = method === 'POST' ? '{}' : null;
    const response = await fetch(`${shop.env.MEDUSA_URL}/worker/${path}`, { method, headers, body });
    return { status: response.status, answer: (await response.json()) as never };
  };
  const waiting = async () => {
    const { answer } = await worker('GET', 'outbox');
    return (answer as { orders: { order_id: string }[] }).orders.map(({ order_id }) => order_id);
  };
  /** Removes the outbox entry and events of an order, and dates it back by three minutes. */
  const forget = async (id: string) => {
    await sql`delete from order_outbox where order_id = ${id}`;
    await sql`delete from order_event where order_id = ${id}`;
    await sql`update "order" set created_at = now() - interval '3 minutes' where id = ${id}`;
  };
  const stateOf = async (id: string) => {
    const [state] = await sql`
      select
        (select status from payment_collection join order_payment_collection link on payment_collection_id = payment_collection.id
          where link.order_id = ${id}) as payment,
        (select count(*)::int from payment join order_payment_collection link using (payment_collection_id)
          where link.order_id = ${id}) as payments,
        (select sum(reservation_item.quantity)::int from reservation_item join order_item on item_id = line_item_id
          where order_id = ${id} and reservation_item.deleted_at is null) as reserved`;
    return state;
  };

  it('are added to the outbox again, where they are missing', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    await forget(id);
    await worker('POST', 'outbox/sweep');
    await worker('POST', 'order-events/sweep');
    const { answer } = await worker('GET', 'order-events');

    expect(await waiting()).toContain(id);
    expect((answer as { events: object[] }).events).toContainEqual(
      expect.objectContaining({ id: `evt_placed_${id}`, type: 'order.placed', order_id: id }),
    );
  });

  it('are completed before they are shipped: payment and reservations, once', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    const before = await stateOf(id);
    await sql`delete from reservation_item where line_item_id in (select item_id from order_item where order_id = ${id})`;
    const [payment] = await sql`
      select payment.id, payment_session_id, payment.payment_collection_id as collection from payment
      join order_payment_collection link using (payment_collection_id) where link.order_id = ${id}`;
    await sql`delete from payment where id = ${payment?.id}`;
    await sql`update payment_session set status = 'pending', authorized_at = null where id = ${payment?.payment_session_id}`;
    await sql`
      update payment_collection set status = 'not_paid', authorized_amount = null, raw_authorized_amount = null
      where id = ${payment?.collection}`;
    await forget(id);
    const broken = await stateOf(id);
    await worker('POST', 'outbox/sweep');
    await worker('POST', 'outbox/sweep');

    expect(before).toEqual({ payment: 'authorized', payments: 1, reserved: 1 });
    expect(broken).toEqual({ payment: 'not_paid', payments: 0, reserved: null });
    expect(await stateOf(id)).toEqual(before);
    expect(await waiting()).toContain(id);
  });

  it('are not shipped without a completed cart, whose retry creates another order', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    await sql`delete from order_cart where order_id = ${id}`;
    await forget(id);
    await worker('POST', 'outbox/sweep');
    await worker('POST', 'order-events/sweep');

    expect(await waiting()).not.toContain(id);
    expect([...(await sql`select from order_event where order_id = ${id}`)]).toEqual([]);
  });

  it('are returned to workers only', async () => {
    for (const path of ['outbox', 'order-events']) {
      for (const token of ['', 'guessed', shop.env.MEDUSA_SERVICE_TOKEN]) {
        expect((await worker('GET', path, token)).status).toBe(401);
      }
    }
    expect((await worker('GET', 'outbox')).status).toBe(200);
  });
}

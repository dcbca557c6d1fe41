import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { placeOrder, stockPouch } from '#tests/support/place-order.ts';

/** Orders that a crash of Medusa interrupted, at its routes for workers. */
export function incompleteOrdersSuite(open: () => Shop): void {
  let shop: Shop;
  let sql: Sql;
  beforeAll(async () => {
    shop = open();
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
    await stockPouch(shop);
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
  /** Removes the authorization of an order's payment. */
  const unpay = async (id: string) => {
    const [payment] = await sql`
      select payment.id, payment_session_id, payment.payment_collection_id as collection from payment
      join order_payment_collection link using (payment_collection_id) where link.order_id = ${id}`;
    await sql`delete from payment where id = ${payment?.id}`;
    await sql`update payment_session set status = 'pending', authorized_at = null where id = ${payment?.payment_session_id}`;
    await sql`
      update payment_collection set status = 'not_paid', authorized_amount = null, raw_authorized_amount = null
      where id = ${payment?.collection}`;
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
    await unpay(id);
    await forget(id);
    const broken = await stateOf(id);
    await worker('POST', 'outbox/sweep');
    await worker('POST', 'outbox/sweep');

    expect(before).toEqual({ payment: 'authorized', payments: 1, reserved: 1 });
    expect(broken).toEqual({ payment: 'not_paid', payments: 0, reserved: null });
    expect(await stateOf(id)).toEqual(before);
    expect(await waiting()).toContain(id);
  });

  it('are reserved at the store where they are picked up, and never shipped', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    const reservations = () => sql`
      select distinct location_id, reservation_item.quantity::int from reservation_item join order_item on item_id = line_item_id
      where order_id = ${id} and reservation_item.deleted_at is null`;
    const stockAt = async (location: string) => {
      const [level] = await sql`
        select reserved_quantity::int as reserved from inventory_level
        where inventory_item_id = 'iitem_pouch_large' and location_id = ${location}`;
      return level?.reserved as number;
    };
    const [before] = await reservations();
    const store = before?.location_id === 'sloc_paris' ? 'sloc_tokyo' : 'sloc_paris';
    const reserved = [await stockAt(before?.location_id), await stockAt(store)] as [number, number];
    await sql`
      update order_shipping_method set data = ${sql.json({ kind: 'PICKUP', location_id: store })}
      where id in (select shipping_method_id from order_shipping where order_id = ${id})`;
    await unpay(id);
    await forget(id);
    await worker('POST', 'outbox/sweep');
    await worker('POST', 'outbox/sweep');

    expect(await stateOf(id)).toEqual({ payment: 'authorized', payments: 1, reserved: 1 });
    expect([...(await reservations())]).toEqual([{ location_id: store, quantity: 1 }]);
    expect([await stockAt(before?.location_id), await stockAt(store)]).toEqual([reserved[0] - 1, reserved[1] + 1]);
    expect(await waiting()).not.toContain(id);
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

  it('are deleted where Medusa ended before they had their cart, and where nothing else explains them', async () => {
    const stock = async (change: number) => {
      await sql`
        update inventory_level set stocked_quantity = stocked_quantity + ${change},
          raw_stocked_quantity = jsonb_set(raw_stocked_quantity, '{value}', to_jsonb((stocked_quantity + ${change})::text))
        where inventory_item_id = 'iitem_pouch_large'`;
    };
    const isKept = async (id: string) =>
      (await sql`select from "order" where id = ${id} and deleted_at is null`).length === 1;
    await stock(1);
    const id = await placeOrder(shop, 'ada-of-half-an-order@axiom.example');
    await sql`
      update cart set completed_at = null, created_at = created_at - interval '4 minutes'
      where id = (select cart_id from order_cart where order_id = ${id})`;
    await sql`delete from order_cart where order_id = ${id}`;
    await sql`delete from order_payment_collection where order_id = ${id}`;
    await forget(id);
    // As an order that was made by hand, of an address without a cart.
    await sql`update "order" set updated_at = created_at, email = 'by-hand@axiom.example' where id = ${id}`;
    const { reserved } = (await stateOf(id)) ?? {};
    await worker('POST', 'outbox/sweep');
    const isKeptByHand = await isKept(id);
    await sql`update "order" set email = 'ada-of-half-an-order@axiom.example' where id = ${id}`;
    await worker('POST', 'outbox/sweep');

    expect([reserved, isKeptByHand, await isKept(id)]).toEqual([1, true, false]);
    expect((await stateOf(id))?.reserved).toBeNull();
    await stock(-1);
  });

  it('are linked with their payment, and complete their cart, where a crash stored only some of it', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    const read = async () => {
      const [state] = await sql`
        select cart.completed_at, (
          select array_agg(payment_collection_id) from order_payment_collection known
          where known.order_id = link.order_id and known.deleted_at is null) as payments
        from order_cart link join cart on cart.id = link.cart_id where link.order_id = ${id}`;
      return state;
    };
    const before = await read();
    await sql`update cart set completed_at = null where id = (select cart_id from order_cart where order_id = ${id})`;
    await sql`delete from order_payment_collection where order_id = ${id}`;
    await worker('POST', 'outbox/sweep');
    const inProgress = await read();
    await sql`update order_cart set created_at = created_at - interval '3 minutes' where order_id = ${id}`;
    await worker('POST', 'outbox/sweep');
    const after = await read();
    await worker('POST', 'outbox/sweep');

    expect(before).toEqual({ completed_at: expect.any(Date), payments: [expect.stringMatching(/^pay_col_/)] });
    // It may still be stored.
    expect(inProgress).toEqual({ completed_at: null, payments: null });
    expect(after).toEqual({ completed_at: expect.any(Date), payments: before?.payments });
    expect(await read()).toEqual(after);
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

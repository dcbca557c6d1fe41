import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { storeClient } from '#tests/support/backends/store-client.ts';
import { eventually } from '#tests/support/graph.ts';
import { fillStoreCart, placeOrder } from '#tests/support/place-order.ts';

/** A piece that no other suite buys: the numbers of an edition follow from all orders of it. */
const piece = 'variant_minaudiere_small';

/** Orders of limited editions and pre-orders, on their way to the warehouse. */
export function limitedOrdersSuite(open: () => Shop): void {
  let shop: Shop;
  let sql: Sql;
  const placed: string[] = [];

  const admin = (path: string, body: object) =>
    shop.admin.client.fetch(`/admin/${path}`, { method: 'POST', body: body as Record<string, unknown> });
  const setStock = (stocked_quantity: number, location = 'sloc_paris') =>
    admin(`inventory-items/iitem_minaudiere_small/location-levels/${location}`, { stocked_quantity });
  /** Medusa merges metadata; an empty text removes a value. */
  const setEdition = (edition: object | string | null) =>
    admin('products/prod_minaudiere', { metadata: { edition: edition ?? '' } });
  const setRelease = (releases_at: string | null) =>
    admin(`products/prod_minaudiere/variants/${piece}`, {
      metadata: { pre_order: releases_at ? { releases_at, limit: 5 } : '' },
    });
  const place = async () => {
    const id = await placeOrder(shop, 'ada@axiom.example', undefined, piece);
    placed.push(id);
    return id;
  };
  const fill = () => fillStoreCart(shop, 'ada@axiom.example', undefined, piece);
  const attempt = async (cart: string) => {
    const { status, body } = await storeClient(shop)('POST', `/store/carts/${cart}/complete`, {});
    return { status, body: body as { order?: { id: string }; message?: string } };
  };
  /** The id of the order, or why there is none. As clients do, a cart that is busy is completed again after a pause. */
  const complete = async (cart: string): Promise<string> => {
    const { status, body } = await attempt(cart);
    if (status !== 409) return body.order?.id ?? body.message ?? 'no answer';
    await sleep(250);
    return complete(cart);
  };
  const paymentsOf = (carts: string[]) => sql<{ cart_id: string; canceled_at: Date | null }[]>`
    select cart_id, payment.canceled_at from payment
      join cart_payment_collection using (payment_collection_id)
    where cart_id = any (${carts})`;
  const isOpen = ({ canceled_at }: { canceled_at: Date | null }) => canceled_at === null;
  const reserved = async (location = 'sloc_paris') => {
    const [row] = await sql`
      select coalesce(sum(reserved_quantity), 0)::int as reserved from inventory_level
      where inventory_item_id = 'iitem_minaudiere_small' and location_id = ${location} and deleted_at is null`;
    return row?.reserved as number;
  };
  const worker = async (method: string, path: string) => {
    const headers = { authorization: `Bearer ${shop.env.MEDUSA_WORKER_TOKEN}`, 'content-type': 'application/json' };
    const body = method === 'POST' ? '{}' : null;
    return (await fetch(`${shop.env.MEDUSA_URL}/worker/${path}`, { method, headers, body })).json() as Promise<unknown>;
  };
  const waiting = async () => {
    const { orders } = (await worker('GET', 'outbox')) as { orders: { order_id: string }[] };
    return orders.map(({ order_id }) => order_id);
  };
  /** The subscriber that adds an order to the outbox runs after the response. */
  const waitFor = (id: string) => eventually(waiting, (ids) => ids.includes(id));
  const numbersOf = async (id: string) => {
    const { order } = (await worker('GET', `outbox/${id}`)) as { order: { items: { edition_numbers: object[] }[] } };
    return order.items.flatMap(({ edition_numbers }) => edition_numbers);
  };
  /** Makes an order as a crash before its number was given leaves it, three minutes ago. */
  const loseNumber = async (id: string) => {
    await sql`delete from limited_piece where order_id = ${id}`;
    await sql`delete from order_outbox where order_id = ${id}`;
    await sql`update "order" set created_at = now() - interval '3 minutes' where id = ${id}`;
  };

  beforeAll(async () => {
    shop = open();
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 2, onnotice: () => {} });
    await setStock(20);
  });
  afterAll(async () => {
    await setEdition(null);
    await setRelease(null);
    for (const id of placed) await admin(`orders/${id}/cancel`, {});
    await setStock(3);
    await setStock(1, 'sloc_tokyo');
    await sql?.end();
  });

  it('are three where fifty buyers complete their carts at once and the three pieces are at two locations', async () => {
    await setEdition({ size: 50, withheld: [1, 3] });
    await setStock((await reserved('sloc_tokyo')) + 1, 'sloc_tokyo');
    await setStock((await reserved()) + 2);
    const cart = await fill();
    await copyCart(sql, cart, 49);
    const carts = [cart, ...Array.from({ length: 49 }, (_, index) => `${cart}_${index + 1}`)];

    const answers = await Promise.all(carts.map(complete));
    await setStock(20);

    const orders = answers.filter((answer) => answer.startsWith('order_'));
    placed.push(...orders);
    expect(orders).toHaveLength(3);
    const refusals = answers.filter((answer) => !answer.startsWith('order_'));
    expect(refusals).toEqual(refusals.map(() => expect.stringMatching(/not enough stock|required inventory/i)));
    expect((await Promise.all(orders.map(numbersOf))).flat()).toEqual(
      expect.arrayContaining([2, 4, 5].map((number) => ({ number, size: 50 }))),
    );
    const [counts] = await sql`
      select (select count(*)::int from limited_piece where product_id = 'prod_minaudiere') as numbers,
        (select count(*)::int from order_cart where cart_id = any (${carts}) and deleted_at is null) as orders`;
    expect(counts).toEqual({ numbers: 3, orders: 3 });
    const payments = await paymentsOf(carts);
    expect([payments.filter(isOpen).length, payments.length]).toEqual([3, 50]);
    expect(new Set(payments.map(({ cart_id }) => cart_id))).toEqual(new Set(carts));
    for (const id of placed.splice(0)) await admin(`orders/${id}/cancel`, {});
  }, 120_000);

  it('keep their payment while another completion has the lock of the piece, and do not pay twice', async () => {
    const carts = [await fill(), await fill()];
    const blocker = await sql.reserve();
    await blocker`begin`;
    await blocker`select id from inventory_level where inventory_item_id = 'iitem_minaudiere_small' for update`;
    const first = carts.map(attempt);
    const busy = await Promise.race(first);
    const during = await paymentsOf(carts);
    await blocker`rollback`;
    blocker.release();
    const answers = await Promise.all(first);
    const orders = await Promise.all(carts.map(complete));
    const payments = await paymentsOf(carts);
    for (const id of orders) await admin(`orders/${id}/cancel`, {});

    expect(busy.status).toBe(409);
    expect(during.filter(isOpen)).toHaveLength(2);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(orders).toEqual([expect.stringMatching(/^order_/), expect.stringMatching(/^order_/)]);
    expect(payments.map(isOpen)).toEqual([true, true]);
  });

  it('name the numbers for the warehouse', async () => {
    await setEdition({ size: 9, withheld: [1] });
    const [first, second] = [await place(), await place()];

    expect(await numbersOf(first)).toEqual([{ number: 2, size: 9 }]);
    expect(await numbersOf(second)).toEqual([{ number: 3, size: 9 }]);
  });

  it('give the number of a piece that has come back to the next buyer', async () => {
    const [returned] = await sql`
      select line_id, order_id from limited_piece where product_id = 'prod_minaudiere' and number = 2`;
    await sql`update order_item set return_received_quantity = 1 where item_id = ${returned?.line_id}`;
    const id = await place();

    expect(await numbersOf(id)).toEqual([{ number: 2, size: 9 }]);
    await sql`update order_item set return_received_quantity = 0 where item_id = ${returned?.line_id}`;
    await admin(`orders/${returned?.order_id}/cancel`, {});
    placed.splice(placed.indexOf(returned?.order_id), 1);
  });

  it('get a number that a crash has prevented, before they are sent', async () => {
    const id = await place();
    await loseNumber(id);
    await setEdition({ size: 3, withheld: [1] });
    await worker('POST', 'outbox/sweep');
    const without = await waiting();
    await setEdition({ size: 9, withheld: [1] });
    await worker('POST', 'outbox/sweep');
    await worker('POST', 'outbox/sweep');

    expect(without).not.toContain(id);
    expect(await waiting()).toContain(id);
    expect(await numbersOf(id)).toEqual([{ number: 4, size: 9 }]);
  });

  it('wait for the release of a pre-ordered piece, also where it is moved', async () => {
    await setEdition(null);
    await setRelease('2999-01-01T00:00:00Z');
    const id = await place();
    await worker('POST', 'outbox/sweep');
    const [row] = await eventually(
      () => sql`select order_id from order_outbox where order_id = ${id}`,
      (rows) => rows.length > 0,
    );
    const before = await waiting();
    await setRelease('2020-01-01T00:00:00Z');

    expect(row).toEqual({ order_id: id });
    expect(before).not.toContain(id);
    expect(await waiting()).toContain(id);
  });

  it.each([{ size: 'many' }, { size: -1 }, { size: 1.5 }, [], 'none'])(
    'are as those of any product where the edition is invalid: %j',
    async (edition) => {
      await setEdition(edition);
      const id = await place();

      expect(await numbersOf(id)).toEqual([]);
      expect(await waitFor(id)).toContain(id);
    },
  );

  it('show their pieces to AXIOM services only', async () => {
    const { status, body } = await storeClient(shop)('GET', '/store/limited-pieces?line_id=ordli_any');

    expect(status).toBe(401);
    expect(body).not.toHaveProperty('lines');
  });
}

/** Copies a cart that can be completed, with its payment, so often; the ids of the copies end in `_1`, `_2`, … */
async function copyCart(sql: Sql, cart: string, times: number): Promise<void> {
  const collection = sql`(select payment_collection_id from cart_payment_collection where cart_id = ${cart})`;
  for (const [table, ids, condition] of [
    ['cart', ['id'], sql`id = ${cart}`],
    ['cart_line_item', ['id', 'cart_id'], sql`cart_id = ${cart} and deleted_at is null`],
    ['cart_shipping_method', ['id', 'cart_id'], sql`cart_id = ${cart} and deleted_at is null`],
    ['payment_collection', ['id'], sql`id in ${collection}`],
    [
      'payment_session',
      ['id', 'payment_collection_id'],
      sql`payment_collection_id in ${collection} and deleted_at is null`,
    ],
    ['cart_payment_collection', ['id', 'cart_id', 'payment_collection_id'], sql`cart_id = ${cart}`],
  ] as const) {
    await sql`
      insert into ${sql(table)}
      select (jsonb_populate_record(null::${sql(table)}, to_jsonb(original) || (
        select jsonb_object_agg(key, value || '_' || number) from jsonb_each_text(to_jsonb(original)) where key = any (${ids})
      ))).*
      from ${sql(table)} as original, generate_series(1, ${times}::int) as number where ${condition}`;
  }
}

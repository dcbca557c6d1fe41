import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Customers, KnownCustomer } from '#subgraphs/identity/customers/customers.ts';
import { type CustomerData, createCustomerData } from '#subgraphs/identity/personal-data/medusa-data.ts';
import type { Shop } from '#tests/support/backends/shop.ts';
import { eventually } from '#tests/support/graph.ts';
import { placeOrder, stockPouch } from '#tests/support/place-order.ts';
import { customerRequests } from './customers.fixture.ts';
import { ofBuyers, ofOperators, withoutBuyers } from './personal-tables.fixture.ts';

/** The routes by which identity reads and erases what Medusa keeps of a customer. */
export function personalDataSuite(open: () => Shop): void {
  let shop: Shop;
  let customers: Customers;
  let data: CustomerData;
  let sql: Sql;
  const { connect, post } = customerRequests(open);
  const password = 'correct horse battery';

  beforeAll(async () => {
    shop = open();
    await stockPouch(shop);
    customers = connect();
    const { MEDUSA_URL = '', MEDUSA_PUBLISHABLE_KEY = '', MEDUSA_SERVICE_TOKEN } = shop.env;
    const sign = (id: string) => shop.issuer.signRegistration(id);
    data = createCustomerData(MEDUSA_URL, MEDUSA_PUBLISHABLE_KEY, sign, MEDUSA_SERVICE_TOKEN);
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  });
  afterAll(() => sql?.end());

  /** The tables with a row that has one of these texts. */
  const tablesWith = async (...texts: string[]) => {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
    const found: string[] = [];
    for (const { name } of tables) {
      const patterns = texts.map((text) => `%${text}%`);
      const rows = await sql`select from ${sql(name)} as row where row::text ilike any (${patterns}) limit 1`;
      if (rows.length > 0) found.push(name);
    }
    return found.sort();
  };

  /** A customer with a verified address and one order. */
  const buyer = async () => {
    const email = `${randomUUID()}@axiom.example`;
    const account = randomUUID();
    const customer = (await customers.signUp({ email, password, firstName: 'Ada' })) as KnownCustomer;
    await customers.linkAccount(account, customer);
    await customers.verify(account, email);
    const order = await placeOrder(shop, email, customer.token);
    return { account, email, order, id: customer.id };
  };
  /** Names the buyer in the addresses of an order and of its cart. */
  const nameBuyer = async (order: string, name: string) => {
    for (const [table, ids] of [
      [
        'order_address',
        sql`select unnest(array[shipping_address_id, billing_address_id]) from "order" where id = ${order}`,
      ],
      [
        'cart_address',
        sql`select unnest(array[shipping_address_id, billing_address_id]) from cart
          where id = (select cart_id from order_cart where order_id = ${order})`,
      ],
    ] as const) {
      await sql`
        update ${sql(table)} set last_name = ${name}, company = ${name}, address_1 = ${name}, phone = ${name}
        where id in (${ids})`;
    }
  };
  /** An order of a customer that says `words` in every place where a buyer can say something; shipped, invoiced, and with a return that was canceled. */
  const talkative = async (words: string) => {
    const found = await buyer();
    const { order } = found;
    await nameBuyer(order, words);
    const texts = sql.json({ note: words, gift: { message: words } });
    await sql`update "order" set metadata = coalesce(metadata, '{}') || ${texts} where id = ${order}`;
    await sql`
      update cart set metadata = coalesce(metadata, '{}') || ${texts}
      where id = (select cart_id from order_cart where order_id = ${order})`;
    const payments = sql`select payment_collection_id from order_payment_collection where order_id = ${order}`;
    const payer = { receipt_email: words, payment_method: { type: 'card', billing_details: words } };
    await sql`update payment set data = data || ${sql.json(payer)} where payment_collection_id in (${payments})`;
    await sql`
      update payment_session set data = data || ${sql.json(payer)}, context = ${sql.json(payer)}
      where payment_collection_id in (${payments})`;
    const ask = async (path: string, headers: object, body: object = {}) => {
      const answer = await fetch(`${shop.env.MEDUSA_URL}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      expect([path, answer.status]).toEqual([path, 200]);
      return (await answer.json()) as { return_id: string };
    };
    const worker = { authorization: `Bearer ${shop.env.MEDUSA_WORKER_TOKEN}` };
    await ask(`worker/outbox/${order}/shipments`, worker, { id: `parcel-of-${order}`, tracking_number: 'T-1' });
    await eventually(
      () => sql`select from invoice where order_id = ${order}`,
      ({ length }) => length === 1,
    );
    const [item] = await sql`select item_id from order_item where order_id = ${order}`;
    const lines = [{ line_id: item?.item_id, quantity: 1, reason: 'other', note: words }];
    const service = {
      'x-axiom-service': shop.env.MEDUSA_SERVICE_TOKEN,
      'x-publishable-api-key': shop.env.MEDUSA_PUBLISHABLE_KEY,
    };
    const { return_id } = await ask(`store/orders/${order}/returns`, service, { key: `key-of-${order}`, lines });
    await ask(`store/orders/${order}/returns/${return_id}/cancel`, service);
    // Afterwards, because engraved pieces cannot be returned.
    const engraving = sql.json({ attributes: [words] });
    await sql`update order_item set metadata = ${engraving} where order_id = ${order}`;
    await sql`update order_line_item set metadata = ${engraving} where id = ${item?.item_id}`;
    return found;
  };
  const readOrder = async (id: string) =>
    (
      await shop.admin.admin.order.retrieve(id, {
        fields: 'email,customer_id,display_id,total,*shipping_address,*items',
      })
    ).order;

  describe('The personal data of a customer', () => {
    it('is in known tables and columns only', async () => {
      const rows = await sql<{ table: string; column: string; is_text: boolean }[]>`
        select table_name as table, column_name as column, data_type in ('text', 'character varying', 'json', 'jsonb')
          and column_name !~ '^raw_|^id$|_id$|_by$|_code$' as is_text
        from information_schema.columns join information_schema.tables using (table_schema, table_name)
        where table_schema = 'public' and table_type = 'BASE TABLE' order by column_name`;
      const tables = Map.groupBy(rows, ({ table }) => table);
      const words = (text: string) => text.split(/\s+/).filter(Boolean);
      const columnsOf = (table: string) =>
        (tables.get(table) ?? []).flatMap(({ column, is_text }) => (is_text ? [column] : []));

      expect([...tables.keys()].sort()).toEqual(
        [...words(withoutBuyers), ...words(ofOperators), ...Object.keys(ofBuyers)].sort(),
      );
      expect(Object.fromEntries(Object.keys(ofBuyers).map((table) => [table, columnsOf(table)]))).toEqual(
        Object.fromEntries(Object.entries(ofBuyers).map(([table, columns]) => [table, words(columns)])),
      );
    });

    it('is exported with all that they wrote, with documents and payments', async () => {
      const words = randomUUID();
      const { account, id, order } = await talkative(words);
      const found = (await data.read(account, id)).data as Record<string, object[]>;

      expect(found).toMatchObject({
        payments: [{ order_id: order, method: { billing_details: words } }],
        documents: [{ kind: 'INVOICE', order_id: order, content: { order: { shipping_address: { company: words } } } }],
        limitedPieces: [],
      });
      const [own] = found.orders as [Record<string, object>];
      expect(own).toMatchObject({
        metadata: { note: words, gift: { message: words } },
        items: [{ metadata: { attributes: [words] } }],
        returns: [{ items: [{ note: words }] }],
        shipping_address: { address_1: words },
      });
    });

    it('is erased everywhere but in the invoice and its addresses; after the years of tax law, there too', async () => {
      const words = randomUUID();
      const [deleted, kept] = [await talkative(words), await talkative(words)];
      const before = await tablesWith(words);
      await data.erase(deleted.account, deleted.id);
      await data.erase(kept.account, kept.id);
      const after = await tablesWith(words, deleted.email);
      const [end] = await sql`select date_trunc('year', now()) - interval '10 years' as of`;
      await sql`update "order" set created_at = ${end?.of} where id = ${kept.order}`;
      await sql`update "order" set created_at = ${end?.of}::timestamptz - interval '1 second' where id = ${deleted.order}`;
      const [anonymous] = await eventually(
        () =>
          sql`select email, customer_id, metadata from "order" where id = ${deleted.order} and metadata ? 'anonymized_at'`,
        ({ length }) => length === 1,
      );
      const documents = await sql`select order_id from invoice where order_id in (${deleted.order}, ${kept.order})`;

      expect(before).toEqual([
        ...['cart', 'cart_address', 'fulfillment_address', 'invoice', 'order', 'order_address', 'order_item'],
        ...['order_line_item', 'payment', 'payment_session', 'return_item'],
      ]);
      expect(after).toEqual(['invoice', 'order_address']);
      expect(anonymous).toEqual({
        email: `erased-${deleted.order}@erased.invalid`,
        customer_id: null,
        metadata: { anonymized_at: expect.any(String) },
      });
      expect([...documents]).toEqual([{ order_id: kept.order }]);
      await expect(sql`delete from invoice where order_id = ${kept.order}`).rejects.toThrow('cannot be changed');
      await sql`update "order" set created_at = ${end?.of}::timestamptz - interval '1 year' where id = ${kept.order}`;
      await eventually(
        () => tablesWith(words, deleted.email),
        ({ length }) => length === 0,
      );
    }, 60_000);

    it('of guests ends with those years, and that of customers with an account when they delete it', async () => {
      const words = randomUUID();
      const email = `${randomUUID()}@axiom.example`;
      const guest = await placeOrder(shop, email);
      const { order: own } = await buyer();
      await nameBuyer(guest, words);
      await nameBuyer(own, words);
      await sql`update "order" set created_at = '2001-01-01' where id in (${guest}, ${own})`;
      await eventually(
        () => sql`select from "order" where id = ${guest} and metadata ? 'anonymized_at'`,
        ({ length }) => length === 1,
      );
      await sql`update customer set created_at = '2001-01-01' where email = ${email}`;
      await eventually(
        () => tablesWith(email),
        ({ length }) => length === 0,
      );

      expect(await tablesWith(words)).toEqual(['cart_address', 'order_address']);
      expect(await readOrder(own)).toMatchObject({ shipping_address: { last_name: words } });
    });

    it('is read with orders and carts', async () => {
      const { account, id, email, order } = await buyer();
      const found = await data.read(account, id);
      const { display_id } = await readOrder(order);

      expect(found.openOrders).toEqual([display_id]);
      expect(found.data).toMatchObject({
        customer: { id, email, first_name: 'Ada' },
        orders: [{ id: order, email, items: [{ quantity: 1 }], shipping_address: { city: 'Paris' } }],
        carts: [{ email }],
      });
    });

    it('is not erased while an order is open', async () => {
      const { account, id, email, order } = await buyer();
      const open = await data.erase(account, id);

      expect(open).toEqual([(await readOrder(order)).display_id]);
      expect(await customers.find(email, password)).toMatchObject({ id });
    });

    it('is erased but for what the invoice of an order needs, also when it is repeated', async () => {
      const { account, id, email, order } = await buyer();
      const before = await readOrder(order);
      await shop.admin.admin.order.cancel(order);
      const results = [await data.erase(account, id), await data.erase(account, id)];
      const after = await readOrder(order);

      expect(results).toEqual([[], []]);
      expect(after).toMatchObject({
        email: `erased-${order}@erased.invalid`,
        total: before.total,
        shipping_address: { first_name: 'A', last_name: 'B', city: 'Paris', phone: null },
      });
      expect(await data.read(account, id)).toEqual({
        data: {
          ...{ customer: null, carts: [], documents: [], limitedPieces: [] },
          orders: [expect.objectContaining({ id: order })],
          payments: [expect.objectContaining({ order_id: order, method: null })],
        },
        openOrders: [],
      });
      expect(await customers.find(email, password)).toBeUndefined();
      expect(await customers.lookUp(email)).toBeUndefined();
    });

    it('does not come back to the next customer with the same address', async () => {
      const { account, id, email, order } = await buyer();
      await shop.admin.admin.order.cancel(order);
      await data.erase(account, id);
      const next = (await customers.signUp({ email, password })) as KnownCustomer;
      const other = randomUUID();
      await customers.linkAccount(other, next);
      await customers.verify(other, email);

      expect(next.id).not.toBe(id);
      expect(await data.read(other, next.id)).toMatchObject({ data: { customer: { email }, orders: [], carts: [] } });
    });

    it.each(['data', 'erase'])('is not available at the route %s without a registration of identity', async (route) => {
      const { id } = await buyer();

      expect(await post(`store/accounts/${route}`, { token: 'x', customer_id: id })).toMatchObject({ status: 401 });
      expect((await data.read(randomUUID(), id)).data).toMatchObject({ customer: { id } });
    });
  });
}

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { eventually } from '#tests/support/graph.ts';
import { placeOrder, stockPouch } from '#tests/support/place-order.ts';

interface Mail {
  id: string;
  type: string;
  order_id: string;
  subject_id: string | null;
  carrier: string | null;
  access_token: string;
}

/** Mail about orders, which identity sends. */
export function orderMailSuite(open: () => Shop): void {
  let shop: Shop;
  let sql: Sql;
  beforeAll(async () => {
    shop = open();
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
    await stockPouch(shop);
  });
  afterAll(() => sql?.end());

  const service = (): Record<string, string> => ({ 'x-axiom-service': shop.env.MEDUSA_SERVICE_TOKEN as string });
  const send = async (path: string, headers: Record<string, string>, body?: object) => {
    const response = await fetch(`${shop.env.MEDUSA_URL}/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        'content-type': 'application/json',
        'x-publishable-api-key': shop.env.MEDUSA_PUBLISHABLE_KEY as string,
        ...headers,
      },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: response.status, answer: (await response.json()) as never };
  };
  const worker = (path: string, body: object) =>
    send(`worker/${path}`, { authorization: `Bearer ${shop.env.MEDUSA_WORKER_TOKEN}` }, body);
  const admin = <Answer>(path: string, body: object = {}) =>
    shop.admin.client.fetch<Answer>(`/admin/${path}`, { method: 'POST', body });
  /** The types of the mails about an order that are not taken. */
  const mailsOf = async (orderId: string) => {
    const { mails } = (await send('store/order-mails', service())).answer as { mails: Mail[] };
    return mails.filter(({ order_id }) => order_id === orderId);
  };
  const recorded = async (orderId: string, ...types: string[]) => {
    const mails = await eventually(
      () => mailsOf(orderId),
      (found) => types.every((type) => found.some((mail) => mail.type === type)),
    );
    expect(mails.map(({ type }) => type).sort()).toEqual(types.toSorted());
    return new Map(mails.map((mail) => [mail.type, mail]));
  };
  const captured = async (orderId: string) => {
    const [payment] = await sql`
      select payment.id from payment join order_payment_collection link using (payment_collection_id)
      where link.order_id = ${orderId}`;
    await admin(`payments/${payment?.id}/capture`);
    return payment?.id as string;
  };
  const itemOf = async (orderId: string) => {
    const [line] = await sql`select item_id from order_item where order_id = ${orderId} limit 1`;
    return line?.item_id as string;
  };
  const ship = (orderId: string) =>
    worker(`outbox/${orderId}/shipments`, { id: `p-${orderId}`, tracking_number: 'T-1', carrier: 'dhl_express' });

  it('is a confirmation, once, with a token that opens this order only', async () => {
    const [id, other] = [await placeOrder(shop, 'ada@axiom.example'), await placeOrder(shop, 'eve@axiom.example')];
    const mail = (await recorded(id, 'confirmed')).get('confirmed') as Mail;
    const token = { 'x-axiom-order-token': mail.access_token };
    const statuses = [await send(`store/orders/${id}`, token), await send(`store/orders/${other}`, token)];

    expect(mail).toMatchObject({ id: `mail_confirmed_${id}`, subject_id: null, carrier: null });
    expect(statuses.map(({ status }) => status)).toEqual([200, 404]);
  });

  it('is returned until it is taken, and not recorded again', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    await recorded(id, 'confirmed');
    const ids = [`mail_confirmed_${id}`];
    const again = await mailsOf(id);
    const taken = [
      await send('store/order-mails/taken', service(), { ids }),
      await send('store/order-mails/taken', service(), { ids }),
    ];
    await ship(id);

    expect(again).toHaveLength(1);
    expect(taken.map(({ status }) => status)).toEqual([200, 200]);
    await recorded(id, 'shipped');
  });

  it('is each parcel with its carrier, also where the subscriber missed it', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    await recorded(id, 'confirmed');
    await ship(id);
    const { subject_id } = (await recorded(id, 'confirmed', 'shipped')).get('shipped') as Mail;
    await sql`delete from order_mail where order_id = ${id}`;
    await worker('outbox/sweep', {});

    const found = await recorded(id, 'confirmed', 'shipped');
    expect(found.get('shipped')).toMatchObject({ subject_id, carrier: 'dhl_express' });
  });

  it('is a cancellation, whose refund is not mailed a second time', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    await captured(id);
    const { answer } = await send(`store/orders/${id}/cancel`, service(), { reason: null });
    await worker(`cancellations/${id}`, { answer: 'stopped' });
    const [refund] = await sql`
      select refund.id from refund join payment on payment.id = payment_id
      join order_payment_collection link using (payment_collection_id) where link.order_id = ${id}`;

    expect([answer, refund]).toEqual([expect.anything(), { id: expect.any(String) }]);
    await recorded(id, 'confirmed', 'canceled');
  });

  it('is a return as soon as it has a label, or after five minutes without one, and its refund', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    await captured(id);
    await ship(id);
    const line_id = await itemOf(id);
    const lines = [{ line_id, quantity: 1, reason: 'damaged' }];
    const { return_id } = (await send(`store/orders/${id}/returns`, service(), { key: `key-${id}`, lines })).answer as {
      return_id: string;
    };
    await recorded(id, 'confirmed', 'shipped');
    await sql`update "return" set created_at = now() - interval '6 minutes' where id = ${return_id}`;
    await admin(`returns/${return_id}/receive`);
    await admin(`returns/${return_id}/receive-items`, { items: [{ id: line_id, quantity: 1 }] });
    await sql`update "return" set metadata = '{"label_claim": {"token": "t"}}' where id = ${return_id}`;
    const label = { shipment_id: '1', file: 'f', tracking_number: 'R-1', carrier: 'ups', tracking_url: null };
    const created_at = new Date().toISOString();
    await worker(`return-labels/${return_id}`, { token: 't', label: { ...label, created_at } });
    const accepted = (await recorded(id, 'confirmed', 'shipped', 'return_accepted')).get('return_accepted');
    await admin(`returns/${return_id}/receive/confirm`);
    const [refund] = await eventually(
      async () => [...(await sql`select id from refund where metadata ->> 'key' = ${`return ${return_id}`}`)],
      ({ length }) => length > 0,
    );
    const refunded = (await recorded(id, 'confirmed', 'shipped', 'return_accepted', 'refunded')).get('refunded');

    expect(accepted?.subject_id).toBe(return_id);
    expect(refunded?.subject_id).toBe(refund?.id);
  });

  it('is a pick-up that is ready and that was handed over', async () => {
    const id = await placeOrder(shop, 'ada@axiom.example');
    await sql`
      update order_shipping_method set data = '{"kind": "PICKUP", "location_id": "sloc_paris"}'
      where id in (select shipping_method_id from order_shipping where order_id = ${id})`;
    const items = [{ id: await itemOf(id), quantity: 1 }];
    await admin(`orders/${id}/fulfillments`, { items, location_id: 'sloc_paris' });
    const { subject_id } = (await recorded(id, 'confirmed', 'pickup_ready')).get('pickup_ready') as Mail;
    await admin(`orders/${id}/fulfillments/${subject_id}/mark-as-delivered`);
    const found = await recorded(id, 'confirmed', 'pickup_ready', 'picked_up');

    expect(found.get('picked_up')?.subject_id).toBe(subject_id);
  });

  it('is returned to services only', async () => {
    const guessed = { 'x-axiom-service': 'guessed' };
    const refused = [
      await send('store/order-mails', {}),
      await send('store/order-mails', guessed),
      await send('store/order-mails/taken', {}, { ids: [] }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Log } from '#kit/process/log.ts';
import { freePorts } from '#kit/process/port.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { until } from '#tests/support/until.ts';
import { openIdentityDatabase } from '../database.ts';
import { createMailCipher } from '../mail/cipher.ts';
import { createMailMessages } from '../mail/messages.ts';
import { createOutbox } from '../mail/outbox.ts';
import { startMailSender } from '../mail/sender.ts';
import { startMailServer } from '../mail/smtp.fixture.ts';
import { openTransport } from '../mail/transport.ts';
import type { CallMedusa } from '../medusa.ts';
import { createStorefront } from '../storefront.ts';
import { createOrderMails } from './compose.ts';
import { takeOver } from './follow.ts';
import { mailedOrder } from './order.fixture.ts';
import type { MailedOrder } from './order.ts';

const cipher = createMailCipher(new Uint8Array(32).fill(7));
const storefront = createStorefront('https://shop.example');
const logged: string[] = [];
/** The orders that commerce has, by their ids; `Error` where it fails. */
const orders = new Map<string, MailedOrder | Error>();
let database: TestPostgres;
let store: ReturnType<typeof openIdentityDatabase>;
let sql: Sql;
let port: number;
let server: Awaited<ReturnType<typeof startMailServer>>;
const senders: ReturnType<typeof startMailSender>[] = [];

beforeAll(async () => {
  database = await startPostgres();
  store = openIdentityDatabase(database.urls.IDENTITY_DATABASE_URL);
  sql = postgres(database.urls.IDENTITY_DATABASE_URL, { max: 1, onnotice: () => {} });
  [port] = (await freePorts(1)) as [number];
  server = await startMailServer(port);
  const capture = (...entry: unknown[]) => logged.push(JSON.stringify(entry));
  // Two processes send the same outbox.
  for (let process = 0; process < 2; process += 1) {
    senders.push(
      startMailSender({
        outbox: createOutbox(store, cipher),
        customers: { lookUp: async () => undefined, ofAccount: async () => undefined },
        orderMails: createOrderMails(
          async (id) => {
            const order = orders.get(id) ?? null;
            if (order instanceof Error) throw order;
            return order;
          },
          { brand: 'AXIOM', storefront },
        ),
        messages: createMailMessages({ brand: 'AXIOM', storefront }),
        linkToUnsubscribe: () => ({ url: '', oneClickUrl: '' }),
        transport: openTransport(server.url, 'AXIOM <shop@axiom.example>'),
        interval: 20,
        pauses: [10, 10, 10],
        log: { info: capture, warn: capture } as unknown as Log,
      }),
    );
  }
});
afterAll(async () => {
  await Promise.all(senders.map((sender) => sender.close()));
  await Promise.all([store?.close(), sql?.end(), server?.close()]);
  await database?.remove();
});

/** Medusa, which returns what is not taken. The first acknowledgements get lost. */
function medusaWith(mails: { id: string; type: string; order_id: string; [field: string]: string | null }[], lost = 0) {
  let left = lost;
  const call = async (path: string, { body }: { body?: { ids: string[] } }) => {
    if (!path.endsWith('/taken')) return { mails: [...mails] };
    left -= 1;
    if (left >= 0) throw new Error('connection lost');
    for (const id of body?.ids ?? []) mails.splice(0, mails.length, ...mails.filter((mail) => mail.id !== id));
    return {};
  };
  return call as CallMedusa;
}
const follow = (call: CallMedusa, isOn = true) => takeOver({ database: store, cipher, call, isOn });

/** An event of a new order, whose buyer has this address. */
function happened(email: string | null, type = 'confirmed', change: Partial<MailedOrder> = {}) {
  const id = `order_${randomUUID()}`;
  orders.set(id, mailedOrder('EUR', { email, ...change }));
  return { id: `mail_${type}_${id}`, type, order_id: id, subject_id: null, carrier: null, access_token: 'exp.mac' };
}
const isIdle = async () => (await sql`select from mail where next_attempt_at is not null`).length === 0;
const attemptsOf = async (event: string): Promise<number> => {
  const [row] = await sql`select attempt_count as count from mail where event_id = ${event}`;
  return row?.count;
};
const sentTo = (email: string) => server.delivered.get(email) ?? [];
const idsIn = (mails: string[]) => mails.map((raw) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1]);

describe('What happens to an order', () => {
  it('is mailed once, also when it is read again because no acknowledgement arrived, and by several processes', async () => {
    const email = 'once@axiom.example';
    const call = medusaWith([happened(email), happened(email, 'canceled')], 2);
    await expect(follow(call)).rejects.toMatchObject({ extensions: { code: 'BACKEND_UNAVAILABLE' } });
    await until(isIdle);
    await expect(follow(call)).rejects.toThrow();
    await Promise.all([follow(call), follow(call)]);
    await until(isIdle);

    expect(
      sentTo(email)
        .map((raw) => /^Subject: (.*)\r$/m.exec(raw)?.[1])
        .sort(),
    ).toEqual(['Order 1042 at AXIOM: canceled', 'Order 1042 at AXIOM: confirmed']);
  });

  it('is mailed to the address of the order only, and to no one after the account was erased', async () => {
    const [known, erased, unknown] = [
      happened('buyer@axiom.example'),
      happened('erased-1@erased.invalid'),
      happened(null),
    ];
    await follow(medusaWith([known, erased, unknown]));
    await until(isIdle);

    expect([sentTo('buyer@axiom.example').length, sentTo('erased-1@erased.invalid').length]).toEqual([1, 0]);
    expect([...(await sql`select from mail where event_id in (${erased.id}, ${unknown.id})`)]).toEqual([]);
  });

  it('is mailed later while commerce fails, however long', async () => {
    const email = 'later@axiom.example';
    const event = happened(email);
    const order = orders.get(event.order_id) as MailedOrder;
    orders.set(event.order_id, new Error('commerce is down'));
    await follow(medusaWith([event]));
    // More often than there are pauses: an outage ends no mail.
    await until(async () => (await attemptsOf(event.id)) > 5);
    orders.set(event.order_id, order);
    await until(isIdle);

    expect(sentTo(email)).toHaveLength(1);
  });

  it('is mailed again after the mail server refused for the moment', async () => {
    const email = 'busy@axiom.example';
    server.refusals.set(email, 2);
    const event = happened(email);
    await follow(medusaWith([event]));
    await until(isIdle);

    expect([sentTo(email).length, await attemptsOf(event.id)]).toEqual([1, 3]);
  });

  it('is mailed after an outage of the mail server, however long', async () => {
    const email = 'outage@axiom.example';
    const event = happened(email);
    await server.close();
    await follow(medusaWith([event]));
    await until(async () => (await attemptsOf(event.id)) > 5);
    server = await startMailServer(port);
    await until(isIdle);

    expect(sentTo(email)).toHaveLength(1);
    const [row] = await sql`select failed_at, error, content_jwe from mail where event_id = ${event.id}`;
    expect(row).toEqual({ failed_at: null, error: null, content_jwe: null });
  });

  it('is mailed to others while an address refuses for good', async () => {
    const [gone, other] = [happened('gone-buyer@axiom.example'), happened('other@axiom.example')];
    await follow(medusaWith([gone, other]));
    await until(isIdle);

    expect([sentTo('other@axiom.example').length, sentTo('gone-buyer@axiom.example').length]).toEqual([1, 0]);
    const [row] = await sql`select attempt_count, error from mail where event_id = ${gone.id}`;
    expect(row).toEqual({ attempt_count: 1, error: 'EENVELOPE 550' });
  });

  it('is mailed again with the same Message-ID where the sender was killed before it recorded the outcome', async () => {
    const email = 'killed@axiom.example';
    const event = happened(email);
    await follow(medusaWith([event]));
    await until(isIdle);
    const content = { orderId: event.order_id, subjectId: null, carrier: null, accessToken: 'exp.mac' };
    await sql`
      update mail set sent_at = null, content_jwe = ${await cipher.encrypt(content)}, next_attempt_at = now(),
        claimed_until = now() - interval '1 second'
      where event_id = ${event.id}`;
    await until(isIdle);

    const [first, second, ...more] = idsIn(sentTo(email));
    expect([first, more]).toEqual([second, []]);
  });

  it('is not mailed where another system does it, and not later either', async () => {
    const mails = [happened('off@axiom.example')];
    await follow(medusaWith(mails), false);
    await follow(medusaWith(mails));
    await until(isIdle);

    expect([mails, sentTo('off@axiom.example')]).toEqual([[], []]);
  });

  it('leaves no address, token or link in the log and in the database', async () => {
    const rows = await sql`select mail::text as row from mail where event_id is not null`;

    expect(logged.length).toBeGreaterThan(5);
    expect(logged.join()).not.toMatch(/@|exp\.mac|http/);
    expect(rows.map(({ row }) => row).join()).not.toMatch(/@|exp\.mac|http/);
  });
});

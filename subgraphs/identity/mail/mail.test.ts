import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Log } from '#kit/process/log.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { until } from '#tests/support/until.ts';
import { openIdentityDatabase } from '../database.ts';
import { createStorefront } from '../storefront.ts';
import { createMailCipher } from './cipher.ts';
import { createDeadLetterStore } from './dead-letters.ts';
import { createMailMessages } from './messages.ts';
import { createOutbox, type LinkMail, putMail } from './outbox.ts';
import { startMailSender } from './sender.ts';
import { startMailServer } from './smtp.fixture.ts';
import { openTransport } from './transport.ts';

const cipher = createMailCipher(new Uint8Array(32).fill(7));
let database: TestPostgres;
let store: ReturnType<typeof openIdentityDatabase>;
let sql: Sql;
let webhooks: Sql;
let server: Awaited<ReturnType<typeof startMailServer>>;
let { delivered, refusals } = {} as typeof server;
let sender: ReturnType<typeof startMailSender>;
const logged: string[] = [];

beforeAll(async () => {
  database = await startPostgres();
  store = openIdentityDatabase(database.urls.IDENTITY_DATABASE_URL);
  sql = postgres(database.urls.IDENTITY_DATABASE_URL, { max: 1, onnotice: () => {} });
  webhooks = postgres(database.urls.WEBHOOKS_DATABASE_URL, {
    max: 1,
    connection: { search_path: 'identity' },
    onnotice: () => {},
  });
  server = await startMailServer();
  ({ delivered, refusals } = server);
  const capture = (...entry: unknown[]) => logged.push(JSON.stringify(entry));
  sender = startMailSender({
    outbox: createOutbox(store, cipher),
    customers: { lookUp: async () => undefined, ofAccount: async () => undefined },
    orderMails: async () => undefined,
    messages: createMailMessages({ brand: 'AXIOM', storefront: createStorefront('http://localhost:4000') }),
    linkToUnsubscribe: () => ({ url: 'http://localhost:4000/off', oneClickUrl: 'http://localhost:4000/one-click?a=1' }),
    transport: openTransport(server.url, 'AXIOM <shop@axiom.example>'),
    interval: 20,
    pauses: [10, 10, 10],
    log: { info: capture, warn: capture } as unknown as Log,
  });
});
afterAll(async () => {
  await sender?.close();
  await Promise.all([store?.close(), sql?.end(), webhooks?.end()]);
  await server?.close();
  await database?.remove();
});

const put = (email: string, kind: LinkMail['kind'] = 'VERIFY') =>
  putMail(store.query, cipher, { kind, content: { email, token: 'the-token', language: 'EN' }, minutes: 60 });
const rowOf = async (kind: string) => {
  const [row] = await sql`select * from mail where kind = ${kind} order by created_at desc limit 1`;
  return row as Record<string, unknown>;
};
const isOutboxEmpty = async () => (await sql`select from mail where next_attempt_at is not null`).length === 0;
const idsIn = (mails: string[] = []) => mails.map((raw) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1]);

describe('A mail in the outbox', () => {
  it('is retried after a temporary refusal with the same Message-ID, and its content is deleted after sending', async () => {
    refusals.set('later@axiom.example', 2);
    await put('later@axiom.example');
    await until(isOutboxEmpty);
    const row = await rowOf('VERIFY');

    expect(idsIn(delivered.get('later@axiom.example'))).toEqual([`<${row.id}@axiom.example>`]);
    expect(row).toMatchObject({
      attempt_count: 3,
      content_jwe: null,
      failed_at: null,
      error: null,
      claimed_until: null,
    });
    expect(row.sent_at).toBeInstanceOf(Date);
  });

  it('that its reader can turn off says so to mail programs, in the headers of RFC 8058', async () => {
    const content = {
      email: 'guest@axiom.example',
      emailKey: 'key',
      language: 'EN' as const,
      title: 'Tote',
      handle: 'tote',
    };
    await putMail(store.query, cipher, { kind: 'STOCK_BACK', content, minutes: 60 });
    await until(isOutboxEmpty);
    const [raw = ''] = delivered.get('guest@axiom.example') ?? [];

    expect(raw).toMatch(/^List-Unsubscribe: <http:\/\/localhost:4000\/one-click\?a=1>\r$/im);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/im);
  });

  it.each([
    ['immediately after a permanent refusal', 'gone@axiom.example', 1, 'EENVELOPE 550'],
    ['after the last attempt', 'never@axiom.example', 4, 'EENVELOPE 451'],
  ])('becomes a dead letter %s, with encrypted content', async (_, email, attempts, error) => {
    refusals.set(email, 100);
    await put(email);
    await until(isOutboxEmpty);
    const row = await rowOf('VERIFY');

    expect(row).toMatchObject({ attempt_count: attempts, sent_at: null, error });
    expect(row.failed_at).toBeInstanceOf(Date);
    expect(await cipher.decrypt(row.content_jwe as string)).toEqual({ email, token: 'the-token', language: 'EN' });
    expect(delivered.get(email)).toBeUndefined();
  });

  it('is sent again with the same Message-ID when its sender crashed before recording the outcome', async () => {
    await put('twice@axiom.example');
    await until(isOutboxEmpty);
    const first = await rowOf('VERIFY');
    const jwe = await cipher.encrypt({ email: 'twice@axiom.example', token: 'the-token' });
    await sql`update mail set sent_at = null, content_jwe = ${jwe}, claimed_until = now() - interval '1 second',
      next_attempt_at = now() where id = ${first.id as string}`;
    await until(isOutboxEmpty);

    const ids = idsIn(delivered.get('twice@axiom.example'));
    expect(ids).toEqual([`<${first.id}@axiom.example>`, `<${first.id}@axiom.example>`]);
  });

  it('is not sent when its transaction is rolled back', async () => {
    const failing = store.transact(async (query) => {
      await putMail(query, cipher, {
        kind: 'VERIFY',
        content: { email: 'rolled@axiom.example', token: 't', language: 'EN' },
        minutes: 60,
      });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await put('after@axiom.example');
    await until(isOutboxEmpty);

    expect([delivered.has('rolled@axiom.example'), delivered.has('after@axiom.example')]).toEqual([false, true]);
  });

  it('becomes a dead letter without content when it has expired', async () => {
    const jwe = await cipher.encrypt({ email: 'old@axiom.example', token: 'the-token' });
    await sql`insert into mail (kind, content_jwe, expires_at, next_attempt_at)
      values ('RESET', ${jwe}, now() - interval '1 second', now() + interval '1 hour')`;
    await createOutbox(store, cipher).cleanUp();

    expect(await rowOf('RESET')).toMatchObject({
      content_jwe: null,
      next_attempt_at: null,
      error: 'It was not sent in time.',
    });
    expect(delivered.has('old@axiom.example')).toBe(false);
  });

  it('to an account without an address is dropped', async () => {
    await put('someone@passkey.invalid', 'RESET');
    await putMail(store.query, cipher, {
      kind: 'PASSKEY_ADDED',
      account: randomUUID(),
      content: { at: '2026-01-01T00:00:00Z', language: 'EN' },
    });
    await until(isOutboxEmpty);

    expect(await rowOf('PASSKEY_ADDED')).toBeUndefined();
    expect(delivered.has('someone@passkey.invalid')).toBe(false);
  });

  it('is in the language in which it was caused, and in English when an earlier version queued it', async () => {
    const [french, earlier] = ['french@axiom.example', 'earlier@axiom.example'];
    await putMail(store.query, cipher, {
      kind: 'RESET',
      content: { email: french, token: 'the-token', language: 'FR' },
      minutes: 60,
    });
    const jwe = await cipher.encrypt({ email: earlier, token: 'the-token' });
    await sql`insert into mail (kind, content_jwe, expires_at) values ('VERIFY', ${jwe}, now() + interval '1 hour')`;
    await until(isOutboxEmpty);

    expect(delivered.get(french)?.[0]).toContain('<html lang=3D"fr">');
    expect(delivered.get(earlier)?.[0]).toContain('Subject: Confirm your e-mail address for AXIOM');
  });

  it('that became a dead letter is listed, and retried on request', async () => {
    const deadLetters = createDeadLetterStore(store);
    const [letter] = (await deadLetters.list()).filter(({ error }) => error === 'EENVELOPE 451');
    refusals.delete('never@axiom.example');
    const retried = await deadLetters.retry(letter?.id ?? '');
    await until(isOutboxEmpty);

    expect(letter).toMatchObject({ kind: 'VERIFY', attemptCount: 4, canBeSent: true });
    expect([retried, await deadLetters.retry(letter?.id ?? ''), await deadLetters.retry('no id')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(idsIn(delivered.get('never@axiom.example'))).toEqual([`<${letter?.id}@axiom.example>`]);
  });

  it('about a curator’s passkey is sent to the curator’s address', async () => {
    const email = 'curator-of-mail@axiom.example';
    const [account] = await sql`insert into account default values returning id`;
    await sql`insert into curator (email, password_hash, account_id) values (${email}, '$scrypt$x', ${account?.id})`;
    await putMail(store.query, cipher, {
      kind: 'PASSKEY_ADDED',
      account: account?.id,
      content: { at: '2026-01-01T00:00:00Z', language: 'EN' },
    });
    await until(async () => delivered.has(email));

    expect(delivered.get(email)?.[0]).toContain('Subject: A passkey was added at AXIOM');
    expect(delivered.get(email)?.[0]).not.toContain('/account/reset');
  });

  it('leaves no address and no link in the log', () => {
    expect(logged.length).toBeGreaterThan(3);
    expect(logged.join()).not.toMatch(/@|token|http/);
  });
});

describe('A partner', () => {
  const endpointOf = async (contact: string | null) => {
    const name = randomUUID();
    const [partner] = await sql`insert into partner (name, contact_email) values (${name}, ${contact}) returning id`;
    const [endpoint] = await sql`insert into webhook_endpoint (partner_id, url, event_types, secret_jwe)
      values (${partner?.id}, ${`https://${name}.example/hook`}, '{ORDER_PLACED}', 'x') returning id, url`;
    return { name, ...(endpoint as unknown as { id: string; url: string }) };
  };
  const disable = (id: string, reason: string) =>
    webhooks`update webhook_endpoint set disabled_at = now(), disabled_because = ${reason} where id = ${id}`;

  it.each([
    ['GONE', 'HTTP status 410'],
    ['FAILING', 'did not accept any message for about 3 days'],
  ])('is notified by mail when an endpoint is disabled as %s', async (reason, words) => {
    const contact = `hooks-${reason.toLowerCase()}@partner.example`;
    const { id, url, name } = await endpointOf(contact);
    await disable(id, reason);
    await until(async () => delivered.has(contact));
    const [raw = ''] = delivered.get(contact) ?? [];
    const text = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=').replaceAll('\r\n', ' ');

    expect(text).toContain(`A webhook endpoint of ${name} was turned off`);
    expect(text).toContain(url);
    expect(text).toContain(words);
  });

  it('is not notified when a curator disabled the endpoint, or without a contact address', async () => {
    const [byCurator, silent] = [await endpointOf('curated@partner.example'), await endpointOf(null)];
    await disable(byCurator.id, 'CURATOR');
    await disable(silent.id, 'GONE');
    await until(isOutboxEmpty);

    expect(delivered.has('curated@partner.example')).toBe(false);
    expect((await sql`select from mail where endpoint_id in (${byCurator.id}, ${silent.id})`).length).toBe(0);
  });

  it('gets mail only from a database trigger: the webhook worker may not write mail', async () => {
    await expect(webhooks`insert into mail (kind) values ('RESET')`).rejects.toThrow('permission denied');
    await expect(webhooks`select * from mail_link`).rejects.toThrow('permission denied');
  });
});

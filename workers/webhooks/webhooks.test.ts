import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { signedTestFetch } from '#kit/graph/request-token.fixture.ts';
import { serve } from '#kit/graph/server/serve.ts';
import type { RunningSubgraph } from '#kit/graph/server/subgraph.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { freePorts } from '#kit/process/port.ts';
import { identity } from '#subgraphs/identity/index.ts';
import { type FakeEvents, startEvents } from '#tests/support/backends/order-events.ts';
import { type PartnerServer, startPartnerServer, verified } from '#tests/support/backends/partner-server.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { startTestRedis, type TestRedis } from '#tests/support/backends/redis.ts';
import { eventually, executeAt } from '#tests/support/graph.ts';
import { identityEnv } from '#tests/support/subgraphs/identity.ts';
import { type LocalWorker, startWorker } from '#tests/support/worker.ts';
import { openTargets } from './target.ts';

jest.setTimeout(30_000);

let database: TestPostgres;
let owner: Sql;
let redis: TestRedis;
let events: FakeEvents;
let partner: PartnerServer;
let subgraph: RunningSubgraph;
let worker: LocalWorker;
let port: number;
let count = 0;
let partnerId: string;

const curator: Viewer = {
  kind: 'CURATOR',
  id: 'user_1',
  scopes: ['partners:write'],
  session: 's',
  authTime: Math.floor(Date.now() / 1_000),
};
const execute = async (query: string, variables: Record<string, unknown> = {}, viewer: Viewer = curator) => {
  const { data, errors } = await executeAt(subgraph.url, query, variables, {}, signedTestFetch('identity', { viewer }));
  if (errors) throw new Error(JSON.stringify(errors));
  return Object.values(data)[0] as never;
};
const secretKey = 'd4'.repeat(32);

beforeAll(async () => {
  let identityPort: number;
  [port, identityPort] = (await freePorts(2)) as [number, number];
  [database, redis, events, partner] = await Promise.all([
    startPostgres(),
    startTestRedis(),
    startEvents(),
    startPartnerServer(),
  ]);
  owner = postgres(database.urls.IDENTITY_OWNER_URL, { max: 2, onnotice: () => {} });
  const { IDENTITY_DATABASE_URL } = database.urls;
  const env = { IDENTITY_DATABASE_URL, WEBHOOK_SECRET_KEY: secretKey, WEBHOOK_PRIVATE_TARGETS: partner.host };
  subgraph = await serve(identity, identityEnv(identityPort, env));
  worker = await openWorker();
});

beforeEach(async () => {
  partner.answer = () => 204;
  count += 1;
  // Endpoints of earlier tests would receive messages too.
  await owner`update webhook_endpoint set deleted_at = now() where deleted_at is null`;
  const made = await execute('mutation ($name: String!) { partnerCreate(input: { name: $name }) { partner { id } } }', {
    name: `Partner ${count}`,
  });
  partnerId = (made as { partner: { id: string } }).partner.id;
});

afterAll(async () => {
  await worker?.kill();
  await Promise.all([subgraph?.close(), owner?.end(), events?.close(), partner?.close()]);
  await Promise.all([database?.remove(), redis?.remove()]);
});

const openWorker = () =>
  startWorker('workers/webhooks/index.ts', port, {
    WEBHOOKS_PORT: String(port),
    WEBHOOKS_DATABASE_URL: database.urls.WEBHOOKS_DATABASE_URL,
    WEBHOOK_SECRET_KEY: secretKey,
    WEBHOOK_PRIVATE_TARGETS: partner.host,
    WEBHOOK_INTERVAL_MS: '50',
    WEBHOOK_TIMEOUT_MS: '2000',
    WEBHOOK_PAUSES_MS: '100,200,300',
    REDIS_URL: redis.url,
    MEDUSA_URL: events.url,
    MEDUSA_WORKER_TOKEN: 'worker',
  });

interface Made {
  endpoint: { id: string } | null;
  secret: string | null;
  userErrors: { code: string; field: string[] }[];
}
const create = (input: object) =>
  execute(
    `mutation ($input: WebhookEndpointCreateInput!) { webhookEndpointCreate(input: $input) {
      endpoint { id isEnabled eventTypes url partner { id } } secret userErrors { field code } } }`,
    { input: { partnerId, url: `http://${partner.host}/${count}`, eventTypes: ['ORDER_PLACED'], ...input } },
  ) as Promise<Made>;
const register = async (input: object = {}) => {
  const { endpoint, secret } = await create(input);
  return { id: endpoint?.id as string, secret: secret as string, path: `/${count}` };
};
const update = (id: string, input: object) =>
  execute(
    `mutation ($id: ID!, $input: WebhookEndpointUpdateInput!) { webhookEndpointUpdate(id: $id, input: $input) {
      endpoint { url eventTypes isEnabled disabledBecause } userErrors { field code } } }`,
    { id, input },
  ) as Promise<{ endpoint: object | null; userErrors: object[] }>;
const happen = (type = 'order.placed', id = `evt_${count}_${Math.random()}`) => {
  const fulfillment_id = type === 'order.shipped' ? 'ful_1' : null;
  events.waiting.push({
    id,
    type,
    order_id: `order_${count}`,
    fulfillment_id,
    return_id: type === 'order.returned' ? 'return_1' : null,
    occurred_at: '2026-02-03T04:05:06.000Z',
  });
  return id;
};

interface Delivery {
  id: string;
  messageId: string;
  status: string;
  attempts: { statusCode: number | null; error: string | null }[];
}
/** The messages sent to an endpoint, when they are complete or on timeout. */
const sent = (id: string, isRight: (deliveries: Delivery[]) => boolean): Promise<Delivery[]> =>
  eventually(async () => {
    const found = (await execute(
      `query ($id: ID!) { partner(id: $id) { webhookEndpoints { id isEnabled disabledBecause deliveries { nodes {
        id messageId eventType occurredAt status nextAttemptAt attempts { statusCode error durationMs } } } } } }`,
      { id: partnerId },
    )) as { webhookEndpoints: { id: string; deliveries: { nodes: Delivery[] } }[] };
    return found.webhookEndpoints.find((endpoint) => endpoint.id === id)?.deliveries.nodes ?? [];
  }, isRight);
const replay = (id: string | undefined) =>
  execute('mutation ($id: ID!) { webhookDeliveryReplay(id: $id) { delivery { id status } userErrors { code } } }', {
    id,
  });
/** The reason why an endpoint is disabled; null while it is enabled. */
const reasonOff = async (id: string): Promise<string | null> => {
  const [endpoint] = await owner`select disabled_because from webhook_endpoint where id = ${id}`;
  return endpoint?.disabled_because;
};
const are = (status: string) => (deliveries: Delivery[]) =>
  deliveries.length > 0 && deliveries.every((delivery) => delivery.status === status);

describe('A message', () => {
  it('is posted by Standard Webhooks, contains no data of the buyer, and is logged', async () => {
    const { id, secret, path } = await register();
    const messageId = happen();
    const [message] = await partner.at(path, 1);
    const log = await sent(id, are('SUCCEEDED'));

    expect(verified(message as never, secret)).toEqual({
      type: 'order.placed',
      timestamp: '2026-02-03T04:05:06.000Z',
      data: {
        orderId: `order_${count}`,
        orderNumber: 7,
        countryCode: 'FR',
        currencyCode: 'EUR',
        lines: [
          { productId: 'prod_box', variantId: 'variant_box', sku: 'BOX', quantity: 2 },
          { productId: 'prod_pen', variantId: 'variant_pen', sku: 'PEN', quantity: 1 },
        ],
      },
    });
    expect(message?.headers).toMatchObject({ 'webhook-id': messageId, 'content-type': 'application/json' });
    expect(log).toEqual([
      {
        id: expect.any(String),
        messageId,
        eventType: 'order.placed',
        occurredAt: '2026-02-03T04:05:06.000Z',
        status: 'SUCCEEDED',
        nextAttemptAt: null,
        attempts: [{ statusCode: 204, error: null, durationMs: expect.any(Number) }],
      },
    ]);
  });

  it.each([
    ['a parcel', 'order.shipped', [{ productId: 'prod_box', quantity: 1 }]],
    ['a return', 'order.returned', [{ productId: 'prod_pen', quantity: 1 }]],
    ['a canceled order', 'order.canceled', [{ quantity: 2 }, { quantity: 1 }]],
  ])('of %s contains its lines', async (_, type, lines) => {
    const { secret, path } = await register({ eventTypes: [type.toUpperCase().replace('.', '_')] });
    happen(type);
    const [message] = await partner.at(path, 1);

    expect(verified(message as never, secret)).toMatchObject({ type, data: { lines } });
  });

  it('is sent only to subscribed endpoints', async () => {
    const wanted = await register();
    const other = await register({ url: `http://${partner.host}/other`, eventTypes: ['ORDER_SHIPPED'] });
    const off = await register({ url: `http://${partner.host}/off` });
    const removed = await register({ url: `http://${partner.host}/removed` });
    await update(off.id, { isEnabled: false });
    await execute('mutation ($id: ID!) { webhookEndpointDelete(id: $id) { deletedId } }', { id: removed.id });
    happen();
    await sent(wanted.id, are('SUCCEEDED'));

    expect([...(await sent(other.id, () => true)), ...(await sent(off.id, () => true))]).toEqual([]);
    expect(partner.received.filter(({ path }) => ['/other', '/off', '/removed'].includes(path))).toEqual([]);
  });

  it('is sent once when Medusa repeats its event', async () => {
    const { id, path } = await register();
    events.deaf = 2;
    happen();
    await sent(id, are('SUCCEEDED'));
    await eventually(
      async () => events.waiting,
      (waiting) => waiting.length === 0,
    );

    expect(events.deaf).toBe(0);
    expect(await partner.at(path, 1)).toHaveLength(1);
  });

  it('is retried with identical bytes until it is delivered; redirects are failures and are not followed', async () => {
    const { id, path } = await register();
    const answers = [500, `http://${partner.host}/elsewhere`, undefined, 200];
    partner.answer = () => answers.shift();
    const messageId = happen();
    const [log] = await sent(id, are('SUCCEEDED'));
    const messages = await partner.at(path, 4);

    expect(log?.attempts.map(({ statusCode, error }) => [statusCode, error])).toEqual([
      [200, null],
      [null, 'The request timed out.'],
      [302, 'The server redirects, and redirects are not followed.'],
      [500, 'The server responds with status 500.'],
    ]);
    expect(new Set(messages.map(({ body }) => body)).size).toBe(1);
    expect(new Set(messages.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([messageId]));
    expect(partner.received.filter(({ path }) => path === '/elsewhere')).toEqual([]);
  });

  it('fails after all attempts and disables its endpoint; after it is enabled, the message can be sent again', async () => {
    const { id, path } = await register();
    partner.answer = () => 503;
    happen();
    const [failed] = await sent(id, are('FAILED'));
    const off = await reasonOff(id);
    const refused = [
      await replay(failed?.id),
      await execute('mutation ($id: ID!) { webhookEndpointTest(id: $id) { delivery { id } userErrors { code } } }', {
        id,
      }),
    ];
    const [untouched] = await sent(id, () => true);
    partner.answer = () => 204;
    await update(id, { isEnabled: true });
    const replayed = await replay(failed?.id);
    const [again] = await sent(id, are('SUCCEEDED'));

    expect(failed?.attempts).toHaveLength(4);
    expect(off).toBe('FAILING');
    expect(refused).toEqual(Array(2).fill({ delivery: null, userErrors: [{ code: 'DISABLED' }] }));
    expect(untouched).toEqual(failed);
    expect(replayed).toEqual({ delivery: { id: failed?.id, status: 'PENDING' }, userErrors: [] });
    expect(again?.attempts.map(({ statusCode }) => statusCode)).toEqual([204, 503, 503, 503, 503]);
    expect(new Set((await partner.at(path, 5)).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('that fails alone leaves its endpoint enabled', async () => {
    const { id } = await register();
    const lost = happen();
    partner.answer = ({ headers }) => (headers['webhook-id'] === lost ? 503 : 204);
    happen();
    await sent(id, (all) => all.some(({ status }) => status === 'FAILED'));
    happen();
    const all = await sent(id, (all) => all.length === 3 && all.every(({ status }) => status !== 'PENDING'));

    expect(all.map(({ status }) => status).sort()).toEqual(['FAILED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(await reasonOff(id)).toBeNull();
  });

  it('with response 410 disables its endpoint until a curator enables it', async () => {
    const { id, path } = await register();
    partner.answer = () => 410;
    happen();
    await sent(id, are('FAILED'));
    const off = await reasonOff(id);
    happen();
    await eventually(
      async () => events.waiting,
      (waiting) => waiting.length === 0,
    );
    const whileDisabled = await sent(id, () => true);
    partner.answer = () => 204;
    const on = await update(id, { isEnabled: true });
    happen();
    const afterwards = await sent(id, (all) => all.some(({ status }) => status === 'SUCCEEDED'));

    expect(off).toBe('GONE');
    expect(whileDisabled.map(({ attempts }) => attempts.map(({ statusCode }) => statusCode))).toEqual([[410]]);
    expect(on).toMatchObject({ endpoint: { isEnabled: true, disabledBecause: null }, userErrors: [] });
    expect(afterwards.map(({ status }) => status)).toEqual(['SUCCEEDED', 'FAILED']);
    expect(await partner.at(path, 2)).toHaveLength(2);
  });

  it('is delivered when the worker is killed during a request', async () => {
    const { id, path } = await register();
    partner.answer = () => undefined;
    happen();
    await partner.at(path, 1);
    await worker.kill();
    // Another worker would wait a minute for the lease to expire.
    await owner`update webhook_delivery set claimed_until = now() where endpoint_id = ${id}`;
    partner.answer = () => 204;
    worker = await openWorker();
    const [log] = await sent(id, are('SUCCEEDED'));
    const messages = await partner.at(path, 2);

    expect(log?.attempts).toHaveLength(1);
    expect(new Set(messages.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is not delayed by another server that does not respond', async () => {
    const slow = await register({ url: `http://${partner.host}/slow` });
    const { id } = await register();
    partner.answer = ({ path }) => (path === '/slow' ? undefined : 204);
    for (let i = 0; i < 20; i += 1) happen();
    const deliveries = await sent(id, (all) => all.length === 20 && are('SUCCEEDED')(all));

    expect(deliveries).toHaveLength(20);
    expect((await sent(slow.id, () => true)).some(({ status }) => status === 'PENDING')).toBe(true);
  });
});

describe('The secret of an endpoint', () => {
  it('is returned once and then hidden', async () => {
    const { id, secret } = await register();
    const rows = await owner`select webhook_endpoint::text as text from webhook_endpoint where id = ${id}`;
    const records = await owner`select audit_event::text as text from audit_event`;

    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify([...rows, ...records])).not.toContain(secret.slice(6, 20));
  });

  it('is rotated: for a day the previous one signs too', async () => {
    const { id, secret: old, path } = await register();
    const { secret } = (await execute('mutation ($id: ID!) { webhookSecretRotate(id: $id) { secret } }', {
      id,
    })) as Made;
    happen();
    const [both] = await partner.at(path, 1);
    await owner`update webhook_endpoint set previous_until = now() where id = ${id}`;
    happen();
    const [, alone] = await partner.at(path, 2);

    for (const one of [old, secret as string])
      expect(verified(both as never, one)).toMatchObject({ type: 'order.placed' });
    expect(verified(alone as never, secret as string)).toMatchObject({ type: 'order.placed' });
    expect(() => verified(alone as never, old)).toThrow();
  });

  it('signs a requested test message', async () => {
    const { id, secret, path } = await register();
    const { delivery } = (await execute(
      'mutation ($id: ID!) { webhookEndpointTest(id: $id) { delivery { messageId eventType status attempts { error } } } }',
      { id },
    )) as { delivery: Delivery };
    const [message] = await partner.at(path, 1);

    expect(delivery).toMatchObject({ eventType: 'webhook.test', status: 'PENDING', attempts: [] });
    expect(message?.headers['webhook-id']).toBe(delivery.messageId);
    expect(verified(message as never, secret)).toMatchObject({ type: 'webhook.test', data: { endpointId: id } });
  });
});

describe('An endpoint', () => {
  it.each<[string, object, string, string]>([
    ['without https', { url: 'http://partner.example/' }, 'INVALID', 'url'],
    ['on this machine', { url: 'https://127.0.0.1/' }, 'INVALID', 'url'],
    ['in the internal network of a cloud', { url: 'https://169.254.169.254/latest/meta-data' }, 'INVALID', 'url'],
    ['without event types', { eventTypes: [] }, 'INVALID', 'eventTypes'],
    ['of an unknown partner', { partnerId: 'partner_none' }, 'NOT_FOUND', 'partnerId'],
  ])('%s is refused', async (_, input, code, field) => {
    expect(await create(input)).toEqual({
      endpoint: null,
      secret: null,
      userErrors: [{ code, field: ['input', field] }],
    });
    expect([...(await owner`select from webhook_endpoint where partner_id = ${partnerId}`)]).toEqual([]);
  });

  it('is limited to five', async () => {
    for (let i = 0; i < 5; i += 1) await register();
    const { userErrors } = await create({});

    expect(userErrors).toEqual([{ code: 'TOO_MANY', field: ['input', 'partnerId'] }]);
  });

  it('is updated in the given fields only, and not at all when one is invalid', async () => {
    const { id } = await register();
    const url = `http://${partner.host}/moved`;
    const changed = await update(id, { url });
    const wrong = await update(id, { url: 'https://localhost/', isEnabled: false });
    const [kept] = await owner`select url, disabled_at from webhook_endpoint where id = ${id}`;

    expect(changed).toEqual({
      endpoint: { url, eventTypes: ['ORDER_PLACED'], isEnabled: true, disabledBecause: null },
      userErrors: [],
    });
    expect(wrong).toEqual({ endpoint: null, userErrors: [{ code: 'INVALID', field: ['input', 'url'] }] });
    expect(kept).toEqual({ url, disabled_at: null });
  });

  it.each(['webhookEndpointDelete', 'webhookSecretRotate', 'webhookEndpointTest', 'webhookDeliveryReplay'])(
    'that is not there is not there for %s',
    async (name) => {
      expect(await execute(`mutation { ${name}(id: "none") { userErrors { code field } } }`)).toEqual({
        userErrors: [{ code: 'NOT_FOUND', field: ['id'] }],
      });
    },
  );

  it('is visible to its partner with a key that has the scope', async () => {
    const { id } = await register();
    const viewer: Viewer = { ...curator, kind: 'PARTNER', id: partnerId, scopes: ['webhooks:read'] };
    const seen = await execute('{ viewer { partner { webhookEndpoints { id } } } }', {}, viewer);

    expect(seen).toEqual({ partner: { webhookEndpoints: [{ id }] } });
    await expect(
      execute('{ viewer { partner { webhookEndpoints { id } } } }', {}, { ...viewer, scopes: ['carbon:read'] }),
    ).rejects.toThrow('FORBIDDEN');
  });
});

describe('A host name', () => {
  it.each([
    ['on a private network', ['127.0.0.1']],
    ['that is public and private', ['93.184.216.34', '10.0.0.1']],
    ['of a link-local address', ['fe80::1']],
    ['without addresses', []],
  ])('with %s is not called, even when it was public before', async (_, addresses) => {
    const targets = openTargets(2_000, {}, (_name, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    );
    const asked = targets.post('https://hooks.partner.example/', {}, '{}');

    await expect(asked).rejects.toMatchObject({ code: 'EPRIVATE' });
    await targets.close();
  });
});

describe('The worker', () => {
  it('can read endpoints and nothing else of identity', async () => {
    const worker = postgres(database.urls.WEBHOOKS_DATABASE_URL, {
      max: 1,
      onnotice: () => {},
      connection: { search_path: 'identity' },
    });
    try {
      for (const table of ['account', 'partner', 'partner_key', 'signing_key', 'audit_event']) {
        await expect(worker`select from ${worker(table)}`).rejects.toMatchObject({ code: '42501' });
      }
      await expect(worker`update webhook_endpoint set url = 'https://elsewhere.example'`).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await worker.end();
    }
  });
});

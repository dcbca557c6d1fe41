import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import postgres from 'postgres';
import { signedTestFetch } from '#kit/graph/request-token.fixture.ts';
import { serve } from '#kit/graph/server/serve.ts';
import type { RunningSubgraph } from '#kit/graph/server/subgraph.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start as startRedis } from '#simulators/redis/local.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { eventually, executeAt } from '#tests/support/graph.ts';
import { identityEnv } from '#tests/support/subgraphs/identity.ts';
import { identity } from './index.ts';

let database: TestPostgres;
let redisFolder: string;
let redis: LocalBackend;
let subgraph: RunningSubgraph;
let launchRedis: () => Promise<LocalBackend>;

beforeAll(async () => {
  const [redisPort, port] = (await freePorts(2)) as [number, number];
  redisFolder = await mkdtemp(join(tmpdir(), 'axiom-redis-'));
  const env = { PATH: process.env.PATH, REDIS_PORT: String(redisPort) };
  launchRedis = () => startRedis({ dataDir: redisFolder, env, secret: () => 'secret', log: () => {} });
  [database, redis] = await Promise.all([startPostgres(), launchRedis()]);
  const { IDENTITY_DATABASE_URL } = database.urls;
  const { REDIS_URL } = redis.env;
  subgraph = await serve(identity, identityEnv(port, { IDENTITY_DATABASE_URL, REDIS_URL }));
});

afterAll(async () => {
  await subgraph?.close();
  await Promise.all([database?.remove(), redis?.stop()]);
  await rm(redisFolder, { recursive: true, force: true });
});

const viewer = () => executeAt(subgraph.url, '{ viewer { kind id scopes } }', {}, {}, signedTestFetch('identity'));

async function readiness(): Promise<[number, string | undefined]> {
  const response = await fetch(new URL('/health/ready', subgraph.url));
  return [response.status, ((await response.json()) as { reason?: string }).reason];
}
const waitUntilReady = () => eventually(readiness, ([status]) => status === 200);

describe('The viewer', () => {
  const anonymous = { data: { viewer: { kind: 'ANONYMOUS', id: 'viewer_anonymous', scopes: [] } } };

  it('is anonymous when nobody has signed in', async () => {
    expect(await viewer()).toEqual(anonymous);
    expect(await waitUntilReady()).toEqual([200, undefined]);
  });

  it('is told what they may spend as the gateway says, or nothing', async () => {
    const quota = { ceiling: 2_000, maximumAvailable: 4_000, currentlyAvailable: 3_990, restoreRate: 12.5 };
    const query = '{ viewer { quota { ceiling maximumAvailable currentlyAvailable restoreRate } } }';

    const told = await executeAt(subgraph.url, query, {}, {}, signedTestFetch('identity', { quota }));
    const untold = await executeAt(subgraph.url, query, {}, {}, signedTestFetch('identity'));

    expect([told.data, untold.data]).toEqual([{ viewer: { quota } }, { viewer: { quota: null } }]);
  });

  it('is known while PostgreSQL is away, and identity is ready again when it is back', async () => {
    await database.halt();
    const meanwhile = [await viewer(), await readiness()];
    await database.resume();

    expect(meanwhile).toEqual([anonymous, [503, 'PostgreSQL cannot be reached.']]);
    expect(await waitUntilReady()).toEqual([200, undefined]);
  });

  it('is known while Redis is away, and identity is ready again when it is back', async () => {
    await redis.stop();
    const meanwhile = [await viewer(), await readiness()];
    redis = await launchRedis();

    expect(meanwhile).toEqual([anonymous, [503, 'Redis cannot be reached.']]);
    expect(await waitUntilReady()).toEqual([200, undefined]);
  });
});

describe('The tables of identity', () => {
  it('let the room add to the record of what happened, and not rewrite it', async () => {
    const room = postgres(database.urls.IDENTITY_DATABASE_URL, { max: 1, onnotice: () => {} });
    try {
      const [account] = await room`insert into account (medusa_customer_id) values ('cus_1') returning id`;
      await room`insert into audit_event (account_id, action) values (${account?.id}, 'account.created')`;

      await expect(room`update audit_event set action = 'account.renamed'`).rejects.toMatchObject({ code: '42501' });
      await expect(room`delete from audit_event`).rejects.toMatchObject({ code: '42501' });
      await room`delete from account`;
      expect([...(await room`select account_id, action from audit_event`)]).toEqual([
        { account_id: account?.id, action: 'account.created' },
      ]);
    } finally {
      await room.end();
    }
  });
});

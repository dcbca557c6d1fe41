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

  it('is anonymous without credentials', async () => {
    expect(await viewer()).toEqual(anonymous);
    expect(await waitUntilReady()).toEqual([200, undefined]);
  });

  it('sees their quota as the gateway forwards it, or null', async () => {
    const quota = { ceiling: 2_000, maximumAvailable: 4_000, currentlyAvailable: 3_990, restoreRate: 12.5 };
    const query = '{ viewer { quota { ceiling maximumAvailable currentlyAvailable restoreRate } } }';

    const withQuota = await executeAt(subgraph.url, query, {}, {}, signedTestFetch('identity', { quota }));
    const withoutQuota = await executeAt(subgraph.url, query, {}, {}, signedTestFetch('identity'));

    expect([withQuota.data, withoutQuota.data]).toEqual([{ viewer: { quota } }, { viewer: { quota: null } }]);
  });

  it('is known while PostgreSQL is unavailable, and identity is ready again after its recovery', async () => {
    await database.halt();
    const during = [await viewer(), await readiness()];
    await database.resume();

    expect(during).toEqual([anonymous, [503, 'PostgreSQL cannot be reached.']]);
    expect(await waitUntilReady()).toEqual([200, undefined]);
  });

  it('is known while Redis is unavailable, and identity is ready again after its recovery', async () => {
    await redis.stop();
    const during = [await viewer(), await readiness()];
    redis = await launchRedis();

    expect(during).toEqual([anonymous, [503, 'Redis cannot be reached.']]);
    expect(await waitUntilReady()).toEqual([200, undefined]);
  });
});

describe('The message of a refusal', () => {
  const refused = async (language: 'EN' | 'FR' | 'JA' | 'IT') => {
    const query = 'mutation { recoverySignIn(input: { code: "none" }) { userErrors { code message } } }';
    const { data } = await executeAt(
      subgraph.url,
      query,
      {},
      {},
      signedTestFetch('identity', { market: { language } }),
    );
    return data.recoverySignIn.userErrors;
  };

  it('is in the language of the request, and its code is the same in all', async () => {
    const messages = [
      ['EN', 'This was not accepted. Try again.'],
      ['FR', 'La demande n’a pas été acceptée. Veuillez réessayer.'],
      ['JA', '受け付けられませんでした。もう一度お試しください。'],
      ['IT', 'La richiesta non è stata accettata. Riprova.'],
    ] as const;

    for (const [language, message] of messages) {
      expect(await refused(language)).toEqual([{ code: 'NOT_ACCEPTED', message }]);
    }
  });
});

describe('The tables of identity', () => {
  it('allow identity to append to the audit log, and not to change it', async () => {
    const sql = postgres(database.urls.IDENTITY_DATABASE_URL, { max: 1, onnotice: () => {} });
    try {
      const [account] = await sql`insert into account (medusa_customer_id) values ('cus_1') returning id`;
      await sql`insert into audit_event (account_id, action) values (${account?.id}, 'account.created')`;

      await expect(sql`update audit_event set action = 'account.renamed'`).rejects.toMatchObject({ code: '42501' });
      await expect(sql`delete from audit_event`).rejects.toMatchObject({ code: '42501' });
      await sql`delete from account`;
      expect([...(await sql`select account_id, action from audit_event`)]).toEqual([
        { account_id: account?.id, action: 'account.created' },
      ]);
    } finally {
      await sql.end();
    }
  });
});

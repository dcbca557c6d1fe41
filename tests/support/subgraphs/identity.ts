import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import type { ForwardedContext } from '#kit/graph/request-token.ts';
import { serveReady } from '#kit/graph/server/serve.fixture.ts';
import { freePorts } from '#kit/process/port.ts';
import { waitUntilReady } from '#kit/process/wait-until-ready.ts';
import { startMailbox } from '#simulators/mail/server.ts';
import { start as startRedis } from '#simulators/redis/local.ts';
import { identity } from '#subgraphs/identity/index.ts';
import { startTestCatalogue } from '../backends/catalogue.ts';
import { startCustomerRegistry } from '../backends/customer-registry.ts';
import { nextMail } from '../backends/mailbox.ts';
import { startPostgres } from '../backends/postgres.ts';
import { executeAt, type GraphResponse } from '../graph.ts';

/** The identity subgraph of a test. */
export type TestIdentity = Awaited<ReturnType<typeof startIdentity>>;

/** The origin of the page whose passkeys identity accepts in tests. */
export const origin = 'http://localhost:4000';

/** The origin that Android's Credential Manager reports for the app. */
export const androidOrigin = `android:apk-key-hash:${Buffer.alloc(32, 7).toString('base64url')}`;

/** The complete configuration of identity at `port`; backends that `more` does not name are unavailable. */
export const identityEnv = (port: number, more: Record<string, string | undefined>) => ({
  IDENTITY_PORT: String(port),
  IDENTITY_REQUEST_TOKEN_KEY: testKey,
  COMMERCE_URL: 'http://127.0.0.1:1',
  COMMERCE_REQUEST_TOKEN_KEY: testKey,
  IDENTITY_KEY_SECRET: 'c3'.repeat(32),
  WEBHOOK_SECRET_KEY: 'd4'.repeat(32),
  REDIS_URL: 'redis://127.0.0.1:1',
  MEDUSA_URL: 'http://127.0.0.1:1',
  MEDUSA_PUBLISHABLE_KEY: 'pk_test',
  LOG_LEVEL: 'silent',
  ...more,
});

/** Serves identity over a real PostgreSQL, a real Redis, a mailbox, and a customer registry in place of Medusa. */
export async function startIdentity() {
  const [redisPort, port, smtpPort, mailPort] = (await freePorts(4)) as [number, number, number, number];
  const folder = await mkdtemp(join(tmpdir(), 'axiom-identity-'));
  const redisEnv = { PATH: process.env.PATH, REDIS_PORT: String(redisPort) };
  const launchRedis = () => startRedis({ dataDir: folder, env: redisEnv, secret: () => 'secret', log: () => {} });
  const [database, firstRedis] = await Promise.all([startPostgres(), launchRedis()]);
  const register = await startCustomerRegistry(`http://127.0.0.1:${port}/.well-known/jwks.json`);
  const catalogue = await startTestCatalogue();
  const mail = await startMailbox({
    MAIL_SMTP_PORT: String(smtpPort),
    MAIL_PORT: String(mailPort),
    MAIL_DATA_DIR: join(folder, 'mail'),
    MAIL_PASSWORD: 'secret',
    MAIL_TOKEN: 'reader',
  });
  const mailbox = { url: mail.url, token: 'reader' };
  const { REDIS_URL = '' } = firstRedis.env;
  const databaseUrl = database.urls.IDENTITY_DATABASE_URL;
  const env = identityEnv(port, {
    IDENTITY_DATABASE_URL: databaseUrl,
    REDIS_URL,
    MEDUSA_URL: register.url,
    COMMERCE_URL: catalogue.url,
    SMTP_URL: mail.smtpUrl,
    MAIL_INTERVAL_MS: '50',
    NOTICE_INTERVAL_MS: '50',
    DELETION_INTERVAL_MS: '50',
    WISHLIST_MAIL_DELAY_MS: '1000',
    RP_ORIGINS: `${origin},http://localhost:4001,${androidOrigin}`,
  });
  let local = firstRedis;
  let subgraph = await serveReady(identity, env);
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
  const redis = new Redis(REDIS_URL);
  redis.on('error', () => {});
  let visitors = 0;

  return {
    url: subgraph.url,
    /** The URL of the public keys. */
    keysUrl: new URL('/.well-known/jwks.json', subgraph.url).href,
    env,
    databaseUrl,
    sql,
    redis,
    register,
    catalogue,
    mailbox,
    /** The next mail to an address after `known` others. */
    mail: (address: string, known?: number) => nextMail(mailbox, address, known),
    /**
     * Executes an operation as the gateway does, from the own origin and a unique address unless `forwarded` says
     * otherwise.
     */
    execute: (
      query: string,
      variables: Record<string, unknown> = {},
      forwarded: Partial<ForwardedContext> = {},
    ): Promise<GraphResponse> => {
      visitors += 1;
      const address = `192.0.${visitors >> 8}.${visitors & 255}`;
      const client = { origin, address, ...forwarded.client };
      return executeAt(subgraph.url, query, variables, {}, signedTestFetch('identity', { ...forwarded, client }));
    },
    /** Restarts identity without its in-memory state. */
    restart: async () => {
      await subgraph.close();
      subgraph = await serveReady(identity, env);
    },
    stopRedis: () => local.stop(),
    startRedis: async () => {
      local = await launchRedis();
      await waitUntilReady(subgraph.url);
    },
    close: async () => {
      redis.disconnect();
      await Promise.all([subgraph.close(), sql.end(), register.close(), catalogue.close(), mail.close()]);
      await Promise.all([database.remove(), local.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

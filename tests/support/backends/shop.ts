import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin, Auth, Client, type Config, Store } from '@medusajs/js-sdk';
import { start } from '#backends/medusa/local.ts';
import type { Commerce } from '#backends/medusa/seed.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { type Issuer, openIssuer, openSessions, type Sessions } from '#subgraphs/commerce/customers/issuer.fixture.ts';
import { curatorPassword as password, startSeededPostgres } from './medusa-postgres.ts';
import type { TestPostgres } from './postgres.ts';
import { hasRedisServer, startTestRedis, type TestRedis } from './redis.ts';
import { startTestCluster } from './redis-cluster.ts';

/** Medusa over its own PostgreSQL; sessions are checked in its Redis. */
export interface Shop {
  /** A client with the publishable key. */
  store: Connection;
  /** The signed-in curator. */
  admin: Connection;
  /** Another client with the publishable key, without a session. */
  connect(): Connection;
  env: Record<string, string | undefined>;
  issuer: Issuer;
  sessions: Sessions;
  /** Stops the Redis with the sessions. */
  stopRedis(): Promise<void>;
  /** Stops everything and deletes its files. */
  close(): Promise<void>;
}

/**
 * Starts PostgreSQL, Redis and Medusa with the catalogue in temporary folders. It needs about twelve seconds. Redis is
 * a cluster where `redis-server` is installed; the stories run Medusa with one server.
 */
export async function openShop(commerce: Commerce): Promise<Shop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-medusa-'));
  const secret = (name: string) => `secret-of-${name}`;
  let postgres: TestPostgres | undefined;
  let medusa: LocalBackend | undefined;
  let redis: TestRedis | undefined;
  const issuer = await openIssuer();
  let sessions: Sessions | undefined;
  const log = () => {};
  const close = async () => {
    sessions?.close();
    await Promise.all([medusa?.stop(), redis?.remove(), issuer.close()]);
    await postgres?.remove();
    await rm(dataDir, { recursive: true, force: true });
  };

  try {
    postgres = await startSeededPostgres('shop', commerce);
    const [port] = await freePorts(1);
    const env = {
      PATH: process.env.PATH,
      NO_PROXY: '127.0.0.1,localhost',
      MEDUSA_PORT: String(port),
      MEDUSA_DATABASE_URL: postgres.urls.MEDUSA_DATABASE_URL,
      MEDUSA_CURATOR_PASSWORD: password,
      // Small, so that a test can exhaust it.
      MEDUSA_CACHE_BYTES: '65536',
      // Slow, so that a burst ends before the bucket is refilled, on a busy machine too.
      STORE_LIMIT_PER_MINUTE: '60',
      // Longer than any command on a busy machine: tests stop Redis and do not slow it down.
      STORE_REDIS_TIMEOUT_MS: '20000',
      CART_EXPIRY_SCHEDULE: '*/2 * * * * *',
      SALES_COUNT_SCHEDULE: '*/2 * * * * *',
      ANONYMIZE_SCHEDULE: '*/3 * * * * *',
      // Tests act as their own proxy, to simulate clients with many addresses.
      TRUSTED_PROXIES: '1',
      ORDER_TOKEN_SECRET: 'a1'.repeat(32),
    };
    redis = await (hasRedisServer ? startTestCluster() : startTestRedis());
    const REDIS_URL = redis.url;
    sessions = openSessions(REDIS_URL);
    medusa = await start({ dataDir, env: { ...env, ...issuer.env, AXIOM_REDIS_URL: REDIS_URL }, secret, log });
    const { MEDUSA_PUBLISHABLE_KEY, MEDUSA_SERVICE_TOKEN } = medusa.env;
    const { address } = medusa;
    const connectToStore = () => connect(address, MEDUSA_PUBLISHABLE_KEY, MEDUSA_SERVICE_TOKEN);
    const store = connectToStore();
    const admin = connect(address, undefined, MEDUSA_SERVICE_TOKEN);
    await admin.auth.login('user', 'emailpass', { email: 'curator@axiom.example', password });
    return {
      ...{ store, admin, issuer, sessions, close },
      connect: connectToStore,
      env: { ...env, ...medusa.env, REDIS_URL },
      stopRedis: redis.stop,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Connection = ReturnType<typeof connect>;

/** The parts of the official client: the class that combines them does not fit the types of an ES module. */
function connect(baseUrl: string, publishableKey?: string, serviceToken?: string) {
  const config: Config = {
    baseUrl,
    publishableKey,
    auth: { type: 'jwt', jwtTokenStorageMethod: 'memory' },
    globalHeaders: serviceToken ? { 'x-axiom-service': serviceToken } : {},
  };
  const client = new Client(config);
  return { client, store: new Store(client), admin: new Admin(client), auth: new Auth(client, config) };
}

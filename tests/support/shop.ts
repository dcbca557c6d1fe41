import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin, Auth, Client, type Config, Store } from '@medusajs/js-sdk';
import { start as startMedusa } from '#backends/medusa/local.ts';
import { type Commerce, seedMedusa } from '#backends/medusa/seed.ts';
import { start as startPostgres } from '#backends/postgres/local.ts';
import { provision } from '#backends/postgres/provision.ts';
import type { LocalBackend } from '#kit/backend.ts';
import { freePorts } from '#kit/port.ts';

/** Medusa over a PostgreSQL of its own. */
export interface Shop {
  /** A client with the publishable key. */
  store: Connection;
  /** The curator, signed in. */
  admin: Connection;
  env: Record<string, string | undefined>;
  /** Stops both and removes what they wrote. */
  close(): Promise<void>;
}

/** Starts PostgreSQL and Medusa in a temporary folder and sells `commerce` there. Takes about twenty seconds. */
export async function openShop(commerce: Commerce): Promise<Shop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-shop-'));
  await chmod(dataDir, 0o755);
  const [postgresPort, medusaPort] = await freePorts(2);
  const secret = (name: string) => `secret-of-${name}`;
  const password = secret('medusa-curator');
  const env: Shop['env'] = {
    PATH: process.env.PATH,
    NO_PROXY: '127.0.0.1,localhost',
    POSTGRES_PORT: String(postgresPort),
    POSTGRES_FSYNC: 'off',
    MEDUSA_PORT: String(medusaPort),
    MEDUSA_CURATOR_PASSWORD: password,
  };
  const running: LocalBackend[] = [];
  const close = async () => {
    for (const backend of running) await backend.stop();
    await rm(dataDir, { recursive: true, force: true });
  };

  try {
    running.unshift(await startPostgres({ dataDir, env, secret, log: () => {} }));
    Object.assign(env, await provision(running[0]?.env.POSTGRES_URL as string, secret));
    await seedMedusa(commerce, env, () => {});
    running.unshift(await startMedusa({ dataDir, env, secret, log: () => {} }));
    Object.assign(env, running[0]?.env);
    const store = connect(env.MEDUSA_URL as string, env.MEDUSA_PUBLISHABLE_KEY);
    const admin = connect(env.MEDUSA_URL as string);
    await admin.auth.login('user', 'emailpass', { email: 'curator@axiom.example', password });
    return { store, admin, env, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Connection = ReturnType<typeof connect>;

/** The official client in its parts: the class that joins them does not fit the types of an ES module. */
function connect(baseUrl: string, publishableKey?: string) {
  const config: Config = { baseUrl, publishableKey, auth: { type: 'jwt', jwtTokenStorageMethod: 'memory' } };
  const client = new Client(config);
  return { client, store: new Store(client), admin: new Admin(client), auth: new Auth(client, config) };
}

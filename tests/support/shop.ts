import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin, Auth, Client, type Config, Store } from '@medusajs/js-sdk';
import { start } from '#backends/medusa/local.ts';
import { type Commerce, seedMedusa } from '#backends/medusa/seed.ts';
import type { LocalBackend } from '#kit/backend.ts';
import { freePorts } from '#kit/port.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

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

/** Starts PostgreSQL and Medusa in temporary folders and sells `commerce` there. Takes about twenty seconds. */
export async function openShop(commerce: Commerce): Promise<Shop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-medusa-'));
  const secret = (name: string) => `secret-of-${name}`;
  const password = secret('medusa-curator');
  let postgres: TestPostgres | undefined;
  let medusa: LocalBackend | undefined;
  const close = async () => {
    await medusa?.stop();
    await postgres?.remove();
    await rm(dataDir, { recursive: true, force: true });
  };

  try {
    postgres = await startPostgres();
    const [port] = await freePorts(1);
    const env = {
      PATH: process.env.PATH,
      NO_PROXY: '127.0.0.1,localhost',
      MEDUSA_PORT: String(port),
      MEDUSA_DATABASE_URL: postgres.urls.MEDUSA_DATABASE_URL,
      MEDUSA_CURATOR_PASSWORD: password,
    };
    await seedMedusa(commerce, env, () => {});
    medusa = await start({ dataDir, env, secret, log: () => {} });
    const store = connect(medusa.address, medusa.env.MEDUSA_PUBLISHABLE_KEY);
    const admin = connect(medusa.address);
    await admin.auth.login('user', 'emailpass', { email: 'curator@axiom.example', password });
    return { store, admin, env: { ...env, ...medusa.env }, close };
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

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '#backends/postgres/local.ts';
import { migrate } from '#backends/postgres/migrate.ts';
import { type DatabaseUrls, provision } from '#backends/postgres/provision.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';

/** A PostgreSQL for one test file, with the schemas of the subgraphs. */
export interface TestPostgres {
  urls: DatabaseUrls;
  /** Stops the server and keeps its data and port. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  /** Stops the server and deletes its data. */
  remove(): Promise<void>;
}

/** Starts a real, empty PostgreSQL in its own folder. */
export async function startPostgres(): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-postgres-'));
  await chmod(dataDir, 0o755);
  const [port] = await freePorts(1);
  const env = { PATH: process.env.PATH, POSTGRES_PORT: String(port), POSTGRES_FSYNC: 'off' };
  const secret = (name: string) => `secret-of-${name}`;
  const launch = () => start({ dataDir, env, secret, log: () => {} });

  let backend: LocalBackend | undefined = await launch();
  const urls = await provision(backend.env.POSTGRES_URL as string, secret);
  await Promise.all([migrate(urls.PROVENANCE_OWNER_URL, 'provenance'), migrate(urls.IDENTITY_OWNER_URL, 'identity')]);
  const halt = async () => {
    await backend?.stop();
    backend = undefined;
  };
  return {
    urls,
    halt,
    resume: async () => {
      backend = await launch();
    },
    remove: async () => {
      await halt();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

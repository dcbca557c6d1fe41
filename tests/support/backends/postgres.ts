import { createHash } from 'node:crypto';
import { chmodSync, cpSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '#backends/postgres/local.ts';
import { migrate } from '#backends/postgres/migrate.ts';
import { type DatabaseUrls, provision } from '#backends/postgres/provision.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { axiomDir } from '#launcher/folders.ts';
import { templateDigest } from '#launcher/template/digest.ts';
import { makeOnce } from '../make-once.ts';

/** A PostgreSQL for one test file, with the schemas of the subgraphs. */
export interface TestPostgres {
  urls: DatabaseUrls;
  /** Stops the server and keeps its data and port. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  /** Stops the server and deletes its data. */
  remove(): Promise<void>;
}

/**
 * Starts a real PostgreSQL in its own folder: a copy of a cluster in `.axiom/postgres`, because creating one needs a second of
 * processor time. It has no rows but those of `prepared`, which adds to that cluster, once, what more than one test file needs.
 */
export function startPostgres(prepared?: Preparation): Promise<TestPostgres> {
  return startCopy(prepared);
}

async function startCopy(prepared?: Preparation): Promise<RunningCluster> {
  const kind = `${prepared?.name ?? 'empty'}-`;
  const template = join(templates, kind + (await digestOf(prepared)));
  await makeOnce(template, async (unfinished) => {
    const created = prepared?.onto ? await startCopy(prepared.onto) : await startIn(await openFolder());
    try {
      await prepared?.run(created.urls);
      await created.halt();
      copy(join(created.dataDir, 'pgdata'), unfinished);
      const outdated = (await readdir(templates)).filter((name) => name.startsWith(kind));
      for (const name of outdated) {
        const path = join(templates, name);
        if (!path.startsWith(template)) await rm(path, { recursive: true, force: true });
      }
    } finally {
      await created.remove();
    }
  });
  const dataDir = await openFolder();
  copy(template, join(dataDir, 'pgdata'));
  return startIn(dataDir);
}

const templates = join(axiomDir, 'postgres');

/** What is added to a cluster. */
export interface Preparation {
  /** Distinguishes it from others. */
  name: string;
  /** What is there before; an empty cluster by default. */
  onto?: Preparation;
  /** What `run` writes, if that is not in the files of an installation's data. */
  input?: string;
  run(urls: DatabaseUrls): Promise<void>;
}

/** A digest of everything that the rows of a cluster depend on. */
async function digestOf(prepared?: Preparation): Promise<string> {
  const digest = await templateDigest();
  if (prepared?.input === undefined) return digest;
  return createHash('sha256').update(digest).update(prepared.input).digest('hex').slice(0, 16);
}

/** A running PostgreSQL and the folder of its data. */
type RunningCluster = TestPostgres & { dataDir: string };

/** A temporary folder that the account of PostgreSQL can enter. */
async function openFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-postgres-'));
  await chmod(dataDir, 0o755);
  return dataDir;
}

function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, dereference: true });
  // PostgreSQL requires it, and the copy has the default mode.
  chmodSync(to, 0o700);
}

/** Starts PostgreSQL on this folder, with the current schemas and roles. */
async function startIn(dataDir: string): Promise<RunningCluster> {
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
    dataDir,
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

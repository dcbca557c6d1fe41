import { join } from 'node:path';
import { type Child, startChild } from '#kit/process/child.ts';
import { runChild } from '#kit/process/children.ts';
import { external, type LocalOptions, type StartLocal } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';
import { advice, chooseProgram } from './program.ts';
import { type ApiKeys, provisionIndexes, provisionKeys } from './provision.ts';

/**
 * Starts Meilisearch on 127.0.0.1 at MEILI_PORT (7710), or uses the server at MEILI_URL, and prepares its indexes.
 * MEILI_SEARCH_KEY is for the search subgraph, MEILI_INDEX_KEY for the indexer, MEILI_MASTER_KEY for provisioning only.
 */
export const start: StartLocal = async (options) => {
  if (options.env.MEILI_URL) return attachExternal(options.env.MEILI_URL, options.env);

  const port = await claimPort(options.env, 'MEILI_PORT', 7710);
  const program = await chooseProgram(options.dataDir, options.env.PATH, options.log);
  const version = await versionOf(program);
  const address = `http://127.0.0.1:${port}`;
  const masterKey = options.secret('meilisearch');
  const child = await startChild({
    name: 'Meilisearch',
    command: program,
    args: argumentsFor(port, join(options.dataDir, version)),
    // The environment, because every user of the machine can read the arguments of a process.
    env: { MEILI_MASTER_KEY: masterKey },
    cwd: options.dataDir,
    log: options.log,
    signal: options.signal,
    ready: async () => (await fetch(`${address}/health`)).ok,
  });
  const keys = await prepare(address, masterKey, child);
  return {
    name: 'Meilisearch',
    kind: 'real',
    version,
    address,
    env: { MEILI_URL: address, MEILI_MASTER_KEY: masterKey, ...keys },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
};

/** Without the limits, indexing uses gigabytes. Meilisearch cannot read data of another version: each has its own folder. */
function argumentsFor(port: number, folder: string): string[] {
  const settings = {
    'http-addr': `127.0.0.1:${port}`,
    env: 'production',
    'db-path': join(folder, 'data'),
    'dump-dir': join(folder, 'dumps'),
    'snapshot-dir': join(folder, 'snapshots'),
    'max-indexing-memory': '256MiB',
    'max-indexing-threads': '1',
    'log-level': 'WARN',
  };
  return ['--no-analytics', ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])];
}

/** The version; reading it also verifies that the program runs on this machine. */
async function versionOf(program: string): Promise<string> {
  try {
    const { stdout } = await runChild(program, ['--version'], { timeout: 10_000 });
    return stdout.trim().replace(/^meilisearch /, '');
  } catch (cause) {
    throw new Error(`${program} does not run on this machine: ${(cause as Error).message}\n${advice}`, { cause });
  }
}

async function prepare(address: string, masterKey: string, child: Child): Promise<ApiKeys> {
  try {
    const keys = await provisionKeys(address, masterKey);
    await provisionIndexes(address, masterKey);
    return keys;
  } catch (error) {
    await child.stop();
    throw error;
  }
}

async function attachExternal(url: string, env: LocalOptions['env']) {
  const { MEILI_MASTER_KEY: masterKey, MEILI_SEARCH_KEY: search, MEILI_INDEX_KEY: index } = env;
  if (!masterKey && !(search && index)) {
    throw new Error('MEILI_URL is set: set MEILI_MASTER_KEY too, or both MEILI_SEARCH_KEY and MEILI_INDEX_KEY.');
  }
  try {
    const keys: ApiKeys =
      search && index
        ? { MEILI_SEARCH_KEY: search, MEILI_INDEX_KEY: index }
        : await provisionKeys(url, masterKey as string);
    await provisionIndexes(url, keys.MEILI_INDEX_KEY);
    return external('Meilisearch', url, { MEILI_URL: url, ...keys });
  } catch (cause) {
    throw new Error(`The Meilisearch at MEILI_URL is unavailable or rejects the key: ${(cause as Error).message}`, {
      cause,
    });
  }
}

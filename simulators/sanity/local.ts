import { fileURLToPath } from 'node:url';
import { startChild } from '#kit/process/child.ts';
import { external, type LocalBackend, type LocalOptions } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';

const apiVersion = '2025-02-19';

/**
 * Starts the Sanity simulator at `SANITY_PORT`, or uses Sanity when the environment configures a project and no API host
 * on this machine.
 */
export async function start(options: LocalOptions): Promise<LocalBackend> {
  const { env, dataDir, log } = options;
  const project = {
    SANITY_PROJECT_ID: env.SANITY_PROJECT_ID || 'axiom',
    SANITY_DATASET: env.SANITY_DATASET || 'production',
    SANITY_API_VERSION: env.SANITY_API_VERSION || apiVersion,
  };
  if (env.SANITY_PROJECT_ID && !isLocal(env.SANITY_API_HOST)) {
    const address = env.SANITY_API_HOST || `https://${env.SANITY_PROJECT_ID}.api.sanity.io`;
    return external('Sanity', address, {
      ...project,
      ...pick(env, ['SANITY_API_HOST', 'SANITY_TOKEN', 'SANITY_WRITE_TOKEN', 'SANITY_READ_TOKEN']),
    });
  }

  const port = await claimPort(env, 'SANITY_PORT', 3340);
  const address = `http://127.0.0.1:${port}`;
  const tokens = {
    SANITY_TOKEN: env.SANITY_TOKEN || options.secret('sanity-token'),
    SANITY_WRITE_TOKEN: env.SANITY_WRITE_TOKEN || options.secret('sanity-write-token'),
    SANITY_READ_TOKEN: env.SANITY_READ_TOKEN || options.secret('sanity-read-token'),
  };
  // These two limits make the process return freed memory to the system: 130 MB instead of 180.
  const child = await startChild({
    name: 'Sanity simulator',
    command: process.execPath,
    args: ['--max-semi-space-size=4', fileURLToPath(new URL('server.ts', import.meta.url))],
    env: { ...project, ...tokens, SANITY_PORT: String(port), SANITY_DATA_DIR: dataDir, MALLOC_ARENA_MAX: '2' },
    log,
    signal: options.signal,
    ready: async () => (await fetch(`${address}/v1/ping`, { signal: AbortSignal.timeout(1_000) })).ok,
  });
  return {
    name: 'Sanity simulator',
    kind: 'simulator',
    version: `API ${apiVersion}`,
    address,
    env: { ...project, ...tokens, SANITY_API_HOST: address },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
}

function isLocal(address: string | undefined): boolean {
  if (!address || !URL.canParse(address)) return false;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}

function pick(env: LocalOptions['env'], names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

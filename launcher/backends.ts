import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '#kit/process/config.ts';
import type { StartLocal } from '#kit/process/local-backend.ts';

/** The backends by name, each with the module that starts it on this machine. Loaded when first started. */
const starters: Record<string, () => Promise<{ start: StartLocal }>> = {
  postgres: () => import('#backends/postgres/local.ts'),
  redis: () => import('#simulators/redis/local.ts'),
  meilisearch: () => import('#backends/meilisearch/local.ts'),
  sanity: () => import('#simulators/sanity/local.ts'),
  s3: () => import('#simulators/s3/local.ts'),
  shipstation: () => import('#simulators/shipstation/local.ts'),
  mail: () => import('#simulators/mail/local.ts'),
  payments: () => import('#simulators/payments/local.ts'),
  medusa: () => import('#backends/medusa/local.ts'),
};

export type BackendName =
  | 'postgres'
  | 'redis'
  | 'meilisearch'
  | 'sanity'
  | 's3'
  | 'shipstation'
  | 'mail'
  | 'payments'
  | 'medusa';

/** The files of an installation on this machine: data, secrets and logs. */
export interface LocalFiles {
  dataDir: string;
  secret(name: string): string;
  log(part: string, line: string): void;
}

/**
 * Starts one backend in its own folder of the installation. Other users of the machine cannot enter that folder, except that
 * PostgreSQL, which may run as another user, can reach its cluster; the cluster itself is closed to others.
 */
export async function startBackend(name: BackendName, files: LocalFiles, env: Environment, signal?: AbortSignal) {
  const dataDir = join(files.dataDir, name);
  const mode = name === 'postgres' ? 0o711 : 0o700;
  await mkdir(dataDir, { recursive: true, mode });
  // Folders that older versions created are closed too.
  await chmod(dataDir, mode);
  const { start } = await (starters[name] as (typeof starters)[string])();
  return start({ dataDir, env, secret: files.secret, log: (line) => files.log(name, line), signal });
}

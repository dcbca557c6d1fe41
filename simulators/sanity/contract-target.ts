import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClientConfig, createClient, type SanityClient } from '@sanity/client';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';

/** The service that a contract suite tests. */
export interface ContractTarget {
  /** An editor's client with the perspective `raw`. */
  client: SanityClient;
  config: ClientConfig;
  /** The prefix of all ids and types of this run. */
  run: string;
  /** Deletes the documents of these types and stops the simulator. */
  close(types: string[]): Promise<void>;
}

/**
 * Uses Sanity when CONTRACT_SANITY_PROJECT_ID, CONTRACT_SANITY_DATASET and CONTRACT_SANITY_TOKEN (an editor's) are set,
 * or else starts the simulator with an empty folder.
 */
export async function openTarget(env: NodeJS.ProcessEnv): Promise<ContractTarget> {
  const run = `contract-${randomBytes(4).toString('hex')}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-lake-'));
  const lake = env.CONTRACT_SANITY_PROJECT_ID ? undefined : await startLake(dataDir);
  const config: ClientConfig = {
    ...(lake
      ? addressOf(lake)
      : {
          projectId: env.CONTRACT_SANITY_PROJECT_ID,
          dataset: env.CONTRACT_SANITY_DATASET,
          token: env.CONTRACT_SANITY_TOKEN,
        }),
    apiVersion: '2025-02-19',
    perspective: 'raw',
    useCdn: false,
    maxRetries: 0,
    timeout: 10_000,
  };
  const client = createClient(config);
  return {
    client,
    config,
    run,
    async close(types) {
      const ids = await client.fetch<string[]>('*[_type in $types]._id', { types });
      const transaction = client.transaction();
      for (const id of ids) transaction.delete(id);
      if (ids.length > 0) await transaction.commit();
      await lake?.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Starts the simulator with a folder, on a free port. */
export async function startLake(dataDir: string): Promise<LocalBackend> {
  const [port] = await freePorts(1);
  return start({ dataDir, env: { SANITY_PORT: String(port) }, secret: (name) => `${name}-secret`, log: () => {} });
}

/** The client configuration of an editor of the simulator. */
export function addressOf({ env }: LocalBackend): ClientConfig {
  return {
    projectId: env.SANITY_PROJECT_ID,
    dataset: env.SANITY_DATASET,
    token: env.SANITY_TOKEN,
    apiHost: env.SANITY_API_HOST,
    useProjectHostname: false,
  };
}

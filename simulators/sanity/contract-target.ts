import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClientConfig, createClient, type SanityClient } from '@sanity/client';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';

/** What a contract suite runs against. */
export interface ContractTarget {
  /** An editor's client that sees drafts as they are. */
  client: SanityClient;
  config: ClientConfig;
  /** Starts the ids and types of everything this run creates. */
  run: string;
  /** Removes the documents of these types and ends what was started. */
  close(types: string[]): Promise<void>;
}

/**
 * Sanity itself when CONTRACT_SANITY_PROJECT_ID, CONTRACT_SANITY_DATASET and CONTRACT_SANITY_TOKEN (an editor's) are
 * set, else a lake of this machine in a folder of its own.
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
      for (const type of types) await client.delete({ query: '*[_type == $type]', params: { type } });
      await lake?.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Starts a lake in a folder, on a free port. */
export async function startLake(dataDir: string): Promise<LocalBackend> {
  const [port] = await freePorts(1);
  return start({ dataDir, env: { SANITY_PORT: String(port) }, secret: (name) => `${name}-secret`, log: () => {} });
}

/** How a client reaches a lake as an editor. */
export function addressOf({ env }: LocalBackend): ClientConfig {
  return {
    projectId: env.SANITY_PROJECT_ID,
    dataset: env.SANITY_DATASET,
    token: env.SANITY_TOKEN,
    apiHost: env.SANITY_API_HOST,
    useProjectHostname: false,
  };
}

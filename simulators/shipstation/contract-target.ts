import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '#kit/process/port.ts';
import { startSandbox } from './server.ts';

/** The service that the contract suite tests: the one in the environment, or the simulator. */
export interface ContractTarget {
  url: string;
  /** The value of the header `Authorization`. */
  authorization: string;
  close(): Promise<void>;
}

/**
 * Uses the account of `CONTRACT_SHIPSTATION_URL` (with `CONTRACT_SHIPSTATION_KEY` and `CONTRACT_SHIPSTATION_SECRET`), which
 * must be a test account, or starts the simulator with an empty folder.
 */
export async function openTarget(): Promise<ContractTarget> {
  const { CONTRACT_SHIPSTATION_URL, CONTRACT_SHIPSTATION_KEY = '', CONTRACT_SHIPSTATION_SECRET = '' } = process.env;
  if (CONTRACT_SHIPSTATION_URL) {
    const authorization = `Basic ${btoa(`${CONTRACT_SHIPSTATION_KEY}:${CONTRACT_SHIPSTATION_SECRET}`)}`;
    return { url: CONTRACT_SHIPSTATION_URL, authorization, close: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), 'axiom-shipstation-'));
  const [port] = await freePorts(1);
  const secret = randomUUID();
  const sandbox = await startSandbox({
    SHIPSTATION_PORT: String(port),
    SHIPSTATION_DATA_DIR: folder,
    SHIPSTATION_KEY: 'contract',
    SHIPSTATION_SECRET: secret,
  });
  return {
    url: sandbox.url,
    authorization: `Basic ${btoa(`contract:${secret}`)}`,
    close: async () => {
      await sandbox.close(0);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

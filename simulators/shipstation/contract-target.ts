import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '#kit/process/port.ts';
import { startSandbox } from './server.ts';

/** The warehouse that a contract suite is held against: the one that the environment names, or the sandbox. */
export interface ContractTarget {
  url: string;
  /** Credentials as `Authorization` takes them. */
  authorization: string;
  close(): Promise<void>;
}

/**
 * Opens the account of `CONTRACT_SHIPSTATION_URL` (with `CONTRACT_SHIPSTATION_KEY` and `CONTRACT_SHIPSTATION_SECRET`), which
 * must be one for trials, or starts the sandbox over a fresh folder.
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

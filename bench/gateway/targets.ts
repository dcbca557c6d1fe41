import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import { type Child, startChild } from '#kit/process/child.ts';
import { freePorts } from '#kit/process/port.ts';
import { root } from '#launcher/folders.ts';
import { start as startRedis } from '#simulators/redis/local.ts';
import { startTarget, type Target } from '../measure/gateways.ts';
import type { Compared } from './goals.ts';
import { startHive } from './peers.ts';
import { subgraphs, supergraphOver } from './schemas.ts';

/** A running gateway that is compared. */
export interface Gateway extends Target {
  key: Compared;
}

export interface GatewayOptions {
  subgraphsUrl: string;
  /** A folder for files of this run. */
  folder: string;
  /** The folder with the peers, when they are compared too. */
  peers: string | undefined;
}

/** Starts the four subgraphs. Every response is `delay` milliseconds late. */
export async function startSubgraphs(delay: number): Promise<{ url: string; child: Child }> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const child = await startChild({
    name: 'Subgraphs',
    command: process.execPath,
    args: [join(import.meta.dirname, 'subgraphs.ts')],
    env: { PATH: process.env.PATH, PORT: String(port), DELAY_MS: String(delay) },
    log: () => {},
    ready: async () => (await fetch(`${url}/calls`)).ok,
  });
  return { url, child };
}

/** Starts every gateway: the stock one first, then ours with production settings. */
export async function startGateways({ subgraphsUrl, folder, peers }: GatewayOptions): Promise<{
  gateways: Gateway[];
  stop(): Promise<void>;
}> {
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, await supergraphOver(subgraphsUrl));
  const redis = await startRedis({
    dataDir: folder,
    env: { PATH: process.env.PATH, REDIS_PORT: String((await freePorts(1))[0]) },
    secret: () => 'benchmark',
    log: () => {},
  });
  const common = { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'error' };
  const served = { ...common, SUPERGRAPH_FILE: supergraphFile, ...unlimited };
  const keys = Object.fromEntries(subgraphs.map((name) => [variablesOf(name).requestTokenKey, 'a1'.repeat(32)]));
  const gateway = join(root, 'gateway/index.ts');
  const gateways: Gateway[] = [];
  const add = async (key: Compared, starting: Promise<Target>) => gateways.push({ key, ...(await starting) });
  await add('stock', startTarget('stock @apollo/gateway', join(import.meta.dirname, 'stock.ts'), served));
  await add('ours', startTarget('AXIOM gateway, production', gateway, { ...served, ...redis.env, ...keys }));
  await add('open', startTarget('AXIOM gateway, open', gateway, { ...served, ...open }));
  if (peers) await add('hive', startHive(peers, supergraphFile, common));
  return {
    gateways,
    stop: async () => {
      await Promise.all([...gateways.map(({ child }) => child.stop()), redis.stop()]);
    },
  };
}

/** The load comes from one client without pause, as no limit permits. All limits are counted as in production. */
const unlimited = {
  ...{
    COST_CEILING_ANONYMOUS: '1000000000',
    COST_BUCKET_ANONYMOUS: '1000000000',
    COST_RESTORE_ANONYMOUS: '1000000000',
  },
  ...{ LIMIT_RUNNING: '1000', LIMIT_RUNNING_POINTS: '1000000000', LIMIT_DEPTH: '20' },
};

const open = { GATEWAY_MODE: 'open', PREFLIGHT_ACCEPTS: 'GATEWAY_MODE' };

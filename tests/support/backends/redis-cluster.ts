import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { type Child, startChild } from '#kit/process/child.ts';
import { freePorts } from '#kit/process/port.ts';
import { findProgram } from '#kit/process/program.ts';
import { until } from '../until.ts';
import { connectTo, type TestRedis } from './redis.ts';

/** A cluster of `redis-server` in a temporary folder. */
export interface TestCluster extends TestRedis {
  /** The three masters, each with a third of the slots, then a replica of one of them where there is one. */
  nodes: TestNode[];
}

export interface TestNode {
  /** `127.0.0.1:7000` */
  address: string;
  /** Its id in the cluster. */
  id: string;
  /** A client of this node alone. */
  admin: Redis;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

const password = 'a'.repeat(64);
const slots = 16_384;

/** Starts a cluster of three masters. `replicaOf`: the number of the one that has a replica, which replaces it a second after it fails. */
export async function startTestCluster({ replicaOf }: { replicaOf?: 0 | 1 | 2 } = {}): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'axiom-redis-cluster-'));
  const ports = await freePorts(replicaOf === undefined ? 6 : 8);
  const nodes = await Promise.all(
    Array.from({ length: ports.length / 2 }, (_, index) =>
      openNode(join(folder, String(index)), ports[2 * index] as number, ports[2 * index + 1] as number),
    ),
  );
  const remove = async () => {
    for (const { admin } of nodes) admin.disconnect();
    await Promise.all(nodes.map((node) => node.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  await form(nodes, replicaOf).catch(async (error) => {
    await remove();
    throw error;
  });
  const url = `redis://:${password}@${nodes.map(({ address }) => address).join(',')}`;
  return {
    url,
    nodes,
    connect: () => connectTo(url),
    flush: async () => {
      await Promise.all(nodes.slice(0, 3).map(({ admin }) => admin.flushall()));
    },
    pids: () => nodes.map((node) => node.pid()),
    keys: async (pattern) => (await Promise.all(nodes.slice(0, 3).map(({ admin }) => admin.keys(pattern)))).flat(),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
    start: async () => {
      await Promise.all(nodes.map((node) => node.start()));
      await until(() => areJoined(nodes));
    },
    remove,
  };
}

type OpenNode = TestNode & { busPort: number; pid(): number; stop(): Promise<void> };

async function openNode(dataDir: string, port: number, busPort: number): Promise<OpenNode> {
  const program = await findProgram('redis-server', process.env.PATH);
  if (!program) throw new Error('There is no redis-server on the PATH.');
  await mkdir(dataDir);
  const settings = {
    bind: '127.0.0.1',
    port,
    requirepass: password,
    masterauth: password,
    dir: JSON.stringify(dataDir),
    save: '""',
    appendonly: 'yes',
    appendfsync: 'no',
    'cluster-enabled': 'yes',
    'cluster-port': busPort,
    'cluster-node-timeout': 1_000,
    // The other masters go on while one is down.
    'cluster-require-full-coverage': 'no',
    'repl-diskless-sync-delay': 0,
  };
  const file = join(dataDir, 'redis.conf');
  await writeFile(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  const admin = new Redis({ host: '127.0.0.1', port, password, retryStrategy: () => 50, maxRetriesPerRequest: null });
  admin.on('error', () => {});
  const open = () =>
    startChild({
      name: `Redis at ${port}`,
      command: program,
      args: [file],
      env: {},
      log: () => {},
      ready: async () => (await admin.ping()) === 'PONG',
    });
  let child: Child = await open();
  return {
    address: `127.0.0.1:${port}`,
    busPort,
    id: (await admin.cluster('MYID')) as string,
    admin,
    pid: () => child.pid,
    stop: () => child.stop(),
    kill: async () => {
      process.kill(child.pid, 'SIGKILL');
      await child.crashed;
    },
    start: async () => {
      child = await open();
    },
  };
}

/** Gives each of the first three nodes its slots, introduces all nodes to each other, and makes the fourth a replica. */
async function form(nodes: OpenNode[], replicaOf = 0): Promise<void> {
  // Nodes with equal epochs would need time to agree. A node that knows others refuses the command.
  for (const [index, { admin }] of nodes.entries()) await admin.cluster('SET-CONFIG-EPOCH', index + 1);
  for (const [index, { admin }] of nodes.entries()) {
    const [from, to] = [index, index + 1].map((third) => Math.floor((slots * third) / 3)) as [number, number];
    if (index < 3) await admin.cluster('ADDSLOTSRANGE', from, to - 1);
    for (const { address, busPort } of nodes) {
      const [host, port] = address.split(':') as [string, string];
      await admin.call('CLUSTER', 'MEET', host, port, busPort);
    }
  }
  await until(() => areJoined(nodes));
  const replica = nodes[3];
  if (!replica) return;
  await replica.admin.cluster('REPLICATE', nodes[replicaOf]?.id as string);
  await until(async () => (await replica.admin.info('replication')).includes('master_link_status:up'));
}

async function areJoined(nodes: OpenNode[]): Promise<boolean> {
  const states = await Promise.all(nodes.map(({ admin }) => admin.cluster('INFO')));
  return states.every(
    (state) =>
      String(state).includes('cluster_state:ok') && String(state).includes(`cluster_known_nodes:${nodes.length}`),
  );
}

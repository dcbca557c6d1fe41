import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { type Child, startChild } from '#kit/process/child.ts';
import { freePorts } from '#kit/process/port.ts';
import { root } from '#launcher/folders.ts';
import { table } from '#launcher/table.ts';
import { start as startRedis } from '#simulators/redis/local.ts';
import { executeAt } from '#tests/support/graph.ts';
import { inTurn, load, type Sample, sameAnswer, startTarget, type Target } from '../gateways.ts';
import type { Call } from './subgraphs.ts';

/**
 * `npm run bench:gateway`: processor time of federation gateways for the shape of the public benchmark, over four subgraphs
 * that answer from memory: the stock @apollo/gateway, ours with production settings, ours without request tokens, and two
 * servers that only send the same calls. Rounds are interleaved and the responses compared. BENCH_SECONDS (3) and
 * BENCH_ROUNDS (5) set their length and number, BENCH_CONNECTIONS (16,1) the load.
 */
const secondsEach = Number(process.env.BENCH_SECONDS ?? 3);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const connections = (process.env.BENCH_CONNECTIONS ?? '16,1').split(',').map(Number);
const names = ['accounts', 'inventory', 'products', 'reviews'];

/** The operations that are measured. */
const operations: Record<string, string> = {
  benchmark: await readFile(join(import.meta.dirname, 'benchmark.graphql'), 'utf8'),
  small: '{ topProducts(first: 3) { upc name } }',
  __typename: '{ __typename }',
};

const columns = [
  'Connections',
  'Gateway',
  'Requests/s',
  'p50',
  'p99',
  'CPU/request',
  'CPU vs stock',
  'CPU vs raw JSON',
];
const folder = await mkdtemp(join(tmpdir(), 'axiom-bench-gateway-'));
const children: Child[] = [];
const stops: (() => Promise<void>)[] = [];
try {
  await run();
} finally {
  await Promise.all([...children.map((child) => child.stop()), ...stops.map((stop) => stop())]);
  await rm(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const subgraphsUrl = await startSubgraphs();
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, await supergraphOver(subgraphsUrl));
  const gateways = await startGateways(supergraphFile);
  for (const [operation, query] of Object.entries(operations)) {
    const body = JSON.stringify({ query });
    await sameAnswer(gateways, query, {});
    const targets = [...gateways, ...(await startProxies(operation, query, gateways[1] as Target, subgraphsUrl))];
    for (const { url } of targets) await load(url, { connections: 8, seconds: 3, body });
    const rows: string[][] = [];
    for (const count of connections) {
      const samples = await inTurn(targets, rounds, { connections: count, seconds: secondsEach, body });
      rows.push(...targets.map(({ name }, index) => row(count, name, samples, index)));
    }
    const machine = `${cpus().length} cores shared by everything, load ${loadavg()[0]?.toFixed(1)}`;
    process.stdout.write(
      `\n${operation}, ${rounds} rounds of ${secondsEach} s, ${machine}\n\n${table(columns, rows)}\n`,
    );
  }
}

/** Starts the four subgraphs and resolves to their address. */
async function startSubgraphs(): Promise<string> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  children.push(
    await startChild({
      name: 'Subgraphs',
      command: process.execPath,
      args: [join(import.meta.dirname, 'subgraphs.ts')],
      env: { PATH: process.env.PATH, PORT: String(port), DELAY_MS: process.env.DELAY_MS },
      log: () => {},
      ready: async () => (await fetch(`${url}/calls`)).ok,
    }),
  );
  return url;
}

/** The supergraph of the four subgraphs. Throws where it does not compose. */
async function supergraphOver(url: string): Promise<string> {
  const services = await Promise.all(
    names.map(async (name) => {
      const sdl = await readFile(join(import.meta.dirname, `schema/${name}.graphql`), 'utf8');
      return { name, url: `${url}/${name}`, typeDefs: parse(sdl) };
    }),
  );
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new AggregateError(errors ?? [], 'The supergraph of the benchmark does not compose.');
  return supergraphSdl;
}

/** Starts every gateway: the stock one first, then ours with production settings. */
async function startGateways(supergraphFile: string): Promise<Target[]> {
  const redis = await startRedis({
    dataDir: folder,
    env: { PATH: process.env.PATH, REDIS_PORT: String((await freePorts(1))[0]) },
    secret: () => 'benchmark',
    log: () => {},
  });
  stops.push(redis.stop);
  const common = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    SUPERGRAPH_FILE: supergraphFile,
    LOG_LEVEL: 'error',
  };
  const limits = Object.fromEntries(
    ['COST_CEILING_ANONYMOUS', 'COST_BUCKET_ANONYMOUS', 'LIMIT_RUNNING_POINTS', 'COST_RESTORE_ANONYMOUS'].map(
      (name) => [name, '1000000000'],
    ),
  );
  const own = { ...common, ...redis.env, ...limits, LIMIT_RUNNING: '1000', LIMIT_DEPTH: '20' };
  const keys = Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_REQUEST_TOKEN_KEY`, 'a1'.repeat(32)]));
  const gateway = join(root, 'gateway/index.ts');
  const targets = [
    await startTarget('stock @apollo/gateway', join(import.meta.dirname, 'stock.ts'), common),
    await startTarget('AXIOM gateway, production', gateway, { ...own, ...keys }),
    await startTarget('AXIOM gateway, no tokens', gateway, { ...own, GATEWAY_UNSIGNED_SUBGRAPHS: '*' }),
  ];
  children.push(...targets.map(({ child }) => child));
  return targets;
}

/** Starts two servers that send the calls that our gateway sends for an operation. None, for an operation without calls. */
async function startProxies(operation: string, query: string, ours: Target, subgraphsUrl: string): Promise<Target[]> {
  await executeAt(ours.url, query, {});
  await fetch(`${subgraphsUrl}/calls`);
  const response = await executeAt(ours.url, query, {});
  const calls = (await (await fetch(`${subgraphsUrl}/calls`)).json()) as Call[];
  process.stdout.write(`${operation}: ${calls.length} calls\n`);
  if (calls.length === 0) return [];
  const env = {
    PATH: process.env.PATH,
    SUBGRAPHS_URL: subgraphsUrl,
    CALLS_FILE: join(folder, `${operation}.calls.json`),
    RESPONSE_FILE: join(folder, `${operation}.response.json`),
  };
  await writeFile(env.CALLS_FILE, JSON.stringify(wavesOf(calls)));
  await writeFile(env.RESPONSE_FILE, JSON.stringify({ data: response.data }));
  const file = join(import.meta.dirname, 'raw-proxy.ts');
  const proxies = [
    await startTarget('raw proxy, JSON', file, { ...env, MODE: 'json' }),
    await startTarget('raw proxy, bytes', file, { ...env, MODE: 'concat' }),
  ];
  children.push(...proxies.map(({ child }) => child));
  return proxies;
}

/** Calls by waves: a wave begins after every call of the one before has ended. */
function wavesOf(calls: readonly Call[]): Call[][] {
  const waves: Call[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const call of calls.toSorted((one, other) => one.began - other.began)) {
    if (call.began > end) waves.push([]);
    waves.at(-1)?.push(call);
    end = Math.max(end, call.ended);
  }
  return waves;
}

function row(count: number, name: string, samples: readonly Sample[], index: number): string[] {
  const { rate, p50, p99, cpu } = samples[index] as Sample;
  const [stock, json] = [samples[0] as Sample, samples.at(-2) as Sample];
  const hasProxies = samples.length > 3;
  return [
    String(count),
    name,
    rate.toFixed(0),
    `${p50.toFixed(1)} ms`,
    `${p99.toFixed(1)} ms`,
    `${cpu.toFixed(3)} ms`,
    `${(stock.cpu / cpu).toFixed(2)} ×`,
    hasProxies ? `${(cpu / json.cpu).toFixed(2)} ×` : '',
  ];
}

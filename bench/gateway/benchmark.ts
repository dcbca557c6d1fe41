import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { executeAt } from '#tests/support/graph.ts';
import { inTurn, load, type Sample, sameAnswer, type Target } from '../measure/gateways.ts';
import { markdown } from '../measure/markdown.ts';
import { type Compared, type Costs, goalColumns, goalRows } from './goals.ts';
import { installPeers, peersDir } from './peers.ts';
import { recordWaves, startProxies, type Waves } from './proxies.ts';
import { type Gateway, startGateways, startSubgraphs } from './targets.ts';

/**
 * `npm run bench:gateway`: processor time of federation gateways for the shape of the public benchmark, over four subgraphs that
 * answer from memory: the stock @apollo/gateway, ours with production settings, ours in open mode, and servers
 * that only send the same calls. Rounds are interleaved and the responses compared.
 *
 * `-- --peers` adds Hive Gateway with its Rust planner, which is installed from npm into `.axiom/peers` or the folder of
 * `--peers-dir`. `-- --delay 4` delays each response of a subgraph by 4 ms and compares times at 50 connections instead.
 * BENCH_SECONDS (3) and BENCH_ROUNDS (7) set length and number of the rounds, BENCH_OPERATIONS the operations.
 */
const { values: options } = parseArgs({
  options: { peers: { type: 'boolean' }, 'peers-dir': { type: 'string' }, delay: { type: 'string' } },
});
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const delay = Number(options.delay ?? 0);

/** The operations that are measured, each with its numbers of connections. */
const operations: Record<string, { query: string; connections: readonly number[] }> = {
  benchmark: { query: await readFile(join(import.meta.dirname, 'benchmark.graphql'), 'utf8'), connections: [16, 1] },
  small: { query: '{ topProducts(first: 3) { upc name } }', connections: [16, 1] },
  __typename: { query: '{ __typename }', connections: [8] },
};
const measured = (process.env.BENCH_OPERATIONS ?? Object.keys(operations).join()).split(',');

const costColumns = [
  ...['Connections', 'Server', 'Calls', 'CPU/request', 'Lowest–highest', 'Stock is', 'Of the raw JSON proxy'],
  ...['Requests/s', 'p50', 'p99'],
];

/** A server that is measured, with the number of its calls to subgraphs for one request. */
interface Measured extends Target {
  /** Undefined for a proxy with as many calls as the stock gateway, where ours makes fewer. */
  key: Compared | undefined;
  calls: number;
}

const folder = await mkdtemp(join(tmpdir(), 'axiom-bench-gateway-'));
const stops: (() => Promise<unknown>)[] = [];
try {
  await run();
} finally {
  for (const stop of stops.toReversed()) await stop();
  await rm(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const peers = options['peers-dir'] ?? (options.peers ? peersDir : undefined);
  if (peers) await installPeers(peers);
  const subgraphs = await startSubgraphs(delay);
  stops.push(() => subgraphs.child.stop());
  const { gateways, stop } = await startGateways({ subgraphsUrl: subgraphs.url, folder, peers });
  stops.push(stop);
  if (delay > 0) return compareTimes(gateways);
  const costs: Record<string, ReadonlyMap<Compared, number>> = {};
  for (const name of measured) Object.assign(costs, await compareCosts(name, gateways, subgraphs.url));
  print('Goals', goalColumns, goalRows(costs));
}

/** Prints the processor time of every server for one operation, and returns it by operation and connections. */
async function compareCosts(name: string, gateways: readonly Gateway[], subgraphsUrl: string): Promise<Costs> {
  const { query, connections } = operations[name] as (typeof operations)[string];
  const body = JSON.stringify({ query });
  const data = await sameAnswer(gateways, query, {});
  const waves = new Map<Gateway, Waves>();
  for (const gateway of gateways) waves.set(gateway, await recordWaves(gateway.url, query, subgraphsUrl));
  const targets: Measured[] = gateways.map((gateway) => ({ ...gateway, calls: countOf(waves.get(gateway)) }));
  const ours = targets.find(({ key }) => key === 'ours')?.calls;
  const recorded = new Map(gateways.slice(0, 2).map((gateway) => [countOf(waves.get(gateway)), waves.get(gateway)]));
  recorded.delete(0);
  const proxies: Target[] = [];
  for (const [calls, some = []] of recorded) {
    const [json, bytes] = await startProxies({ name, data, waves: some, subgraphsUrl, folder });
    proxies.push(json as Target, bytes as Target);
    targets.push({ ...(json as Target), key: calls === ours ? 'json' : undefined, calls });
    targets.push({ ...(bytes as Target), key: calls === ours ? 'bytes' : undefined, calls });
  }
  for (const { url } of targets) await load(url, { connections: 8, seconds: 4, body });
  const costs: Record<string, ReadonlyMap<Compared, number>> = {};
  const rows: string[][] = [];
  for (const count of connections) {
    const samples = await inTurn(targets, rounds, { connections: count, seconds, body });
    const known = targets.flatMap(({ key }, index) => (key ? [[key, (samples[index] as Sample).cpu] as const] : []));
    const cost = new Map(known);
    costs[`${name} ${count}`] = cost;
    rows.push(...targets.map((target, index) => costRow(count, target, samples[index] as Sample, cost)));
  }
  await Promise.all(proxies.map(({ child }) => child.stop()));
  print(`${name}, ${await equality(gateways, query)}`, costColumns, rows);
  return costs;
}

function costRow(
  connections: number,
  { name, calls }: Measured,
  { cpu, cpuRange, rate, p50, p99 }: Sample,
  costs: ReadonlyMap<Compared, number>,
): string[] {
  const json = costs.get('json');
  return [
    ...[String(connections), name, String(calls), `${cpu.toFixed(3)} ms`],
    cpuRange.map((value) => value.toFixed(3)).join('–'),
    `${((costs.get('stock') as number) / cpu).toFixed(2)} ×`,
    json === undefined ? '' : `${(cpu / json).toFixed(2)} ×`,
    ...[rate.toFixed(0), `${p50.toFixed(1)} ms`, `${p99.toFixed(1)} ms`],
  ];
}

/** Prints the times of the benchmark query while subgraphs answer late. */
async function compareTimes(gateways: readonly Gateway[]): Promise<void> {
  const { query } = operations.benchmark as (typeof operations)[string];
  const body = JSON.stringify({ query });
  await sameAnswer(gateways, query, {});
  for (const { url } of gateways) await load(url, { connections: 8, seconds: 4, body });
  const samples = await inTurn(gateways, rounds, { connections: 50, seconds, body });
  const rows = gateways.map(({ name }, index) => {
    const { rate, p50, p99, cpu } = samples[index] as Sample;
    return [name, ...[p50, p99].map((time) => `${time.toFixed(1)} ms`), rate.toFixed(0), `${cpu.toFixed(3)} ms`];
  });
  print(
    `benchmark, ${delay} ms delay at each subgraph, 50 connections`,
    ['Server', 'p50', 'p99', 'Requests/s', 'CPU/request'],
    rows,
  );
  const [stock, ours] = samples as [Sample, Sample];
  const verdict = ours.p99 < stock.p50 ? 'met' : 'missed';
  process.stdout.write(
    `\nGoal: p99 of ours below p50 of stock: ${ours.p99.toFixed(1)} ms and ${stock.p50.toFixed(1)} ms: ${verdict}\n`,
  );
}

/** Which gateways return the same bytes of `data` as the first; the others return the same JSON, or `sameAnswer` would have thrown. */
async function equality(gateways: readonly Gateway[], query: string): Promise<string> {
  const texts = await Promise.all(gateways.map(async ({ url }) => JSON.stringify((await executeAt(url, query)).data)));
  const others = gateways.filter((_, index) => texts[index] !== texts[0]).map(({ name }) => name);
  const size = `${Buffer.byteLength(texts[0] as string)} bytes of data, the same from all`;
  return others.length === 0 ? size : `${size}, from ${others.join(' and ')} in another order`;
}

function countOf(waves: Waves = []): number {
  return waves.flat().length;
}

function print(title: string, columns: readonly string[], rows: readonly string[][]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()} shared by everything, load ${loadavg()[0]?.toFixed(1)}`;
  const conditions = `median of ${rounds} interleaved rounds of ${seconds} s; ${machine}; Node ${process.versions.node}`;
  process.stdout.write(`\n${title}\n${conditions}\n\n${markdown(columns, rows)}\n`);
}

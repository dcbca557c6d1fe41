import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import autocannon, { type Result } from 'autocannon';
import { startChild } from '#kit/child.ts';
import type { Environment } from '#kit/config.ts';
import { freePorts } from '#kit/port.ts';
import { axiomDir, root } from '#scripts/house/folders.ts';
import { layGround } from '#scripts/house/ground.ts';
import { type House, startHouse } from '#scripts/house/house.ts';
import { showProgress } from '#scripts/house/progress.ts';
import { portVariables } from '#scripts/house/rooms.ts';
import { table } from '#scripts/house/table.ts';
import { openTaps, type Taps } from '#tests/support/taps.ts';
import { cpuMilliseconds } from './cpu.ts';

/**
 * `npm run bench`: the headline query on a warm house, through our gateway and through the stock one, interleaved over
 * the same subgraphs; then how often it calls each backend.
 */
const connections = [1, 8, 32];
const secondsEach = Number(process.env.BENCH_SECONDS ?? 8);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const progress = showProgress(process.stdout);
const query = await readFile(join(root, 'schema/operations/ProductPage.graphql'), 'utf8');
const variables = JSON.parse(await readFile(join(root, 'schema/operations/ProductPage.variables.json'), 'utf8'));
const body = JSON.stringify({ query, variables });

const env = await benchEnvironment();
const dataDir = join(axiomDir, 'bench');
await layGround({ axiomDir, dataDir, env, progress, fresh: true });
const house = await startHouse({ dataDir, env, progress });
try {
  progress.end();
  await compare(house);
} finally {
  await house.stop();
}
await countCalls();

interface Sample {
  rate: number;
  p50: number;
  p95: number;
  p99: number;
  cpu: number;
}

async function compare(house: House): Promise<void> {
  const [port] = await freePorts(1);
  const stock = await startChild({
    name: 'stock gateway',
    command: process.execPath,
    args: [join(import.meta.dirname, 'stock-gateway.ts')],
    env: { ...house.env, PORT: String(port), NODE_ENV: 'production' },
    log: () => {},
    ready: async () =>
      (await fetch(`http://127.0.0.1:${port}/?query={__typename}`, { headers: { 'apollo-require-preflight': '1' } }))
        .ok,
  });
  const targets = [
    {
      name: 'AXIOM gateway',
      url: `http://127.0.0.1:${house.env.PORT}/graphql`,
      pid: house.parts.get('gateway')?.running?.pids[0] as number,
    },
    { name: 'stock @apollo/gateway', url: `http://127.0.0.1:${port}/`, pid: stock.pid },
  ];
  try {
    await assertSameAnswer(targets.map(({ url }) => url));
    for (const { url } of targets) await load(url, 8, 3);
    const rows: string[][] = [];
    for (const count of connections) {
      const samples = new Map<string, Sample[]>(targets.map(({ name }) => [name, []]));
      for (let round = 0; round < rounds; round++) {
        for (const { name, url, pid } of targets) samples.get(name)?.push(await measure(url, pid, count));
      }
      const baseline = median(samples.get('stock @apollo/gateway') as Sample[]);
      for (const { name } of targets) {
        const { rate, p50, p95, p99, cpu } = median(samples.get(name) as Sample[]);
        rows.push([
          String(count),
          name,
          rate.toFixed(0),
          `${p50.toFixed(1)} ms`,
          `${p95.toFixed(1)} ms`,
          `${p99.toFixed(1)} ms`,
          `${cpu.toFixed(2)} ms`,
          `${(rate / baseline.rate).toFixed(2)} ×`,
          `${(baseline.cpu / cpu).toFixed(2)} ×`,
        ]);
      }
    }
    process.stdout.write(
      `\nHeadline query, warm house, ${cpus().length} cores shared by everything, median of ${rounds} rounds of ${secondsEach} s\n\n${table(
        [
          'Connections',
          'Gateway',
          'Requests/s',
          'p50',
          'p95',
          'p99',
          'Gateway CPU/request',
          'Rate vs stock',
          'CPU vs stock',
        ],
        rows,
      )}\n`,
    );
  } finally {
    await stock.stop();
  }
}

async function measure(url: string, pid: number, count: number): Promise<Sample> {
  const before = await cpuMilliseconds(pid);
  const times = await load(url, count, secondsEach);
  const used = (await cpuMilliseconds(pid)) - before;
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  return { rate: times.length / secondsEach, p50: at(0.5), p95: at(0.95), p99: at(0.99), cpu: used / times.length };
}

/** Milliseconds each request took. Throws when one was refused or lost. */
async function load(url: string, count: number, duration: number): Promise<number[]> {
  const times: number[] = [];
  const options = {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    connections: count,
    duration,
  } as const;
  const result = await new Promise<Result>((resolve, reject) => {
    const run = autocannon(options, (error, outcome) => (error ? reject(error) : resolve(outcome)));
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  if (result.errors + result.non2xx > 0)
    throw new Error(`${result.errors} errors, ${result.non2xx} refusals at ${url}`);
  return times;
}

/** A fast wrong answer is no answer. Signed addresses differ by second, so their signatures are left out. */
async function assertSameAnswer(urls: string[]): Promise<void> {
  const answers = await Promise.all(
    urls.map(async (url) => {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
      if (errors) throw new Error(`${url} answers with errors: ${JSON.stringify(errors)}`);
      return JSON.stringify(data).replaceAll(/X-Amz-[^"]*/g, '');
    }),
  );
  if (new Set(answers).size !== 1) throw new Error('The two gateways answer differently.');
}

function median(samples: Sample[]): Sample {
  return [...samples].sort((one, other) => one.cpu - other.cpu)[Math.floor(samples.length / 2)] as Sample;
}

/** Counts at the wire, in a second house whose rooms reach the backends through proxies. */
async function countCalls(): Promise<void> {
  let taps: Taps | undefined;
  const counted = await benchEnvironment();
  const house = await startHouse({
    dataDir,
    env: counted,
    progress,
    reroute: async (rooms) => {
      taps = await openTaps(rooms);
      return taps.env;
    },
  });
  try {
    await house.parts.get('indexer')?.stop();
    const ask = () =>
      fetch(`http://127.0.0.1:${counted.PORT}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    await ask();
    taps?.reset();
    await ask();
    const calls = Object.entries(taps?.calls() ?? {}).map(([backend, count]) => `${backend} ${count}`);
    process.stdout.write(`\nBackend calls of one headline query: ${calls.join(', ')}\n`);
  } finally {
    await house.stop();
    await taps?.close();
    progress.end();
  }
}

async function benchEnvironment(): Promise<Environment> {
  const ports = await freePorts(portVariables.length);
  return {
    ...process.env,
    ...Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])])),
    LOG_LEVEL: 'error',
  };
}

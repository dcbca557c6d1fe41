import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { withoutAccess } from '#gateway/policy/access-directives.ts';
import { axiomDir, root } from '#scripts/house/folders.ts';
import { layGround } from '#scripts/house/ground.ts';
import { type House, startHouse } from '#scripts/house/house.ts';
import { showProgress } from '#scripts/house/progress.ts';
import { environmentOf, type RoomPlan, rooms } from '#scripts/house/rooms.ts';
import { table } from '#scripts/house/table.ts';
import { openTaps, type Taps } from '#tests/support/taps.ts';
import { accessCost } from './access.ts';
import { background, benchEnvironment } from './environment.ts';
import { load, measure, type Sample, type Slice, sampleOf, startTarget, type Target } from './gateways.ts';

/**
 * `npm run bench`: the headline query on a warm house, through our gateway, through the same with nothing to enforce and
 * through the stock one, interleaved over the same subgraphs; then how often it calls each backend.
 */
const connections = [1, 8, 32];
const secondsEach = Number(process.env.BENCH_SECONDS ?? 2);
const rounds = Number(process.env.BENCH_ROUNDS ?? 12);

/** Ours, the same with a supergraph that asks nothing of viewers, and the baseline. */
const names = { ours: 'AXIOM gateway', open: 'the same, asking nothing', stock: 'stock @apollo/gateway' };

const columns = [
  ...['Connections', 'Gateway', 'Requests/s', 'p50', 'p95', 'p99', 'Gateway CPU/request'],
  ...['Rate vs stock', 'CPU vs stock'],
];

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

async function compare(house: House): Promise<void> {
  const supergraph = await readFile(join(root, 'schema/supergraph.graphql'), 'utf8');
  const openFile = join(dataDir, 'asking-nothing.graphql');
  await writeFile(openFile, print(withoutAccess(parse(supergraph))));
  const gateway = rooms.find(({ name }) => name === 'gateway') as RoomPlan;
  const own = environmentOf(gateway, house.env);
  // Not the house's own gateway, which has the indexer to serve as well.
  const targets: Target[] = [];
  try {
    targets.push(await startTarget(names.ours, join(root, gateway.file), own));
    targets.push(await startTarget(names.open, join(root, gateway.file), { ...own, SUPERGRAPH_FILE: openFile }));
    const stockEnv = { ...house.env, NODE_ENV: 'production' };
    targets.push(await startTarget(names.stock, join(import.meta.dirname, 'stock-gateway.ts'), stockEnv));
    await assertSameAnswer(targets.map(({ url }) => url));
    for (const { url } of targets) await load(url, { connections: 8, seconds: 3, body });
    const rows: string[][] = [];
    const costs: string[] = [];
    for (const count of connections) {
      const slices = new Map<string, Slice[]>(targets.map(({ name }) => [name, []]));
      for (let round = 0; round < rounds; round++) {
        // Short rounds with changing turns: whatever else the machine does then falls on all alike.
        const inTurn = targets.map((_, index) => targets[(index + round) % targets.length] as Target);
        for (const { name, url, child } of inTurn)
          slices.get(name)?.push(await measure(url, child.pid, { connections: count, seconds: secondsEach, body }));
      }
      const of = (name: string) => sampleOf(slices.get(name) as Slice[], secondsEach);
      rows.push(...targets.map(({ name }) => row(count, name, of(name), of(names.stock))));
      const share = (of(names.ours).cpu / of(names.open).cpu - 1) * 100;
      costs.push(`${share.toFixed(1)} % at ${count} connection${count > 1 ? 's' : ''}`);
    }
    const conditions = `${cpus().length} cores shared by everything, ${rounds} rounds of ${secondsEach} s`;
    process.stdout.write(`\nHeadline query, warm house, ${conditions}\n\n${table(columns, rows)}\n`);
    const alone = (await accessCost(supergraph, query)).toFixed(1);
    process.stdout.write(`\nGateway CPU for who may see what: ${costs.join(', ')}; by itself ${alone} µs/request\n`);
  } finally {
    await Promise.all(targets.map(({ child }) => child.stop()));
  }
}

function row(count: number, name: string, { rate, p50, p95, p99, cpu }: Sample, stock: Sample): string[] {
  return [
    String(count),
    name,
    rate.toFixed(0),
    ...[p50, p95, p99].map((time) => `${time.toFixed(1)} ms`),
    `${cpu.toFixed(2)} ms`,
    `${(rate / stock.rate).toFixed(2)} ×`,
    `${(stock.cpu / cpu).toFixed(2)} ×`,
  ];
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
  if (new Set(answers).size !== 1) throw new Error('The gateways answer differently.');
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
    for (const part of background) await house.parts.get(part)?.stop();
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

import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse, print } from 'graphql';
import { withoutAccess } from '#gateway/policy/access-directives.ts';
import { root } from '#launcher/folders.ts';
import type { Installation } from '#launcher/installation.ts';
import { environmentOf, type ServicePlan, services } from '#launcher/services.ts';
import { table } from '#launcher/table.ts';
import type { Taps } from '#tests/support/faults/taps.ts';
import { exampleVariables, executeAt, operation } from '#tests/support/graph.ts';
import { accessCost } from './access.ts';
import { compareWith } from './against.ts';
import { benchDir, withInstallation, withTappedInstallation } from './installation.ts';
import { benchEnvironment } from './measure/environment.ts';
import { inTurn, load, type Sample, sameAnswer, startTarget, type Target } from './measure/gateways.ts';

/**
 * `npm run bench`: the headline query on a warm installation, through our gateway, through the same without access rules and
 * through the stock one, interleaved over the same subgraphs; then how often it calls each backend.
 *
 * `-- --against <folder>`: instead, the whole installation against that of another checkout, processor time of all processes.
 */
const { values: options } = parseArgs({ options: { against: { type: 'string' } } });
const connections = [1, 8, 32];
const secondsEach = Number(process.env.BENCH_SECONDS ?? 2);
const rounds = Number(process.env.BENCH_ROUNDS ?? 12);

/** Ours, the same with a supergraph without access rules, and the baseline. */
const names = { ours: 'AXIOM gateway', open: 'without access rules', stock: 'stock @apollo/gateway' };

const columns = [
  ...['Connections', 'Gateway', 'Requests/s', 'p50', 'p95', 'p99', 'Gateway CPU/request'],
  ...['Rate vs stock', 'CPU vs stock'],
];

const [query, variables] = [operation('ProductPage'), exampleVariables('ProductPage')];
const body = JSON.stringify({ query, variables });

if (options.against) {
  const asked = { rounds, requests: Number(process.env.BENCH_TIMES || 100), connections: 8 };
  await compareWith(options.against, { name: 'Headline query', file: 'browse/ProductPage.graphql', variables }, asked);
} else {
  await withInstallation({ env: await benchEnvironment() }, compare);
  await withTappedInstallation(await benchEnvironment(), countCalls);
}

async function compare(installation: Installation): Promise<void> {
  const supergraph = await readFile(join(root, 'schema/supergraph.graphql'), 'utf8');
  const openFile = join(benchDir, 'without-access-rules.graphql');
  await writeFile(openFile, print(withoutAccess(parse(supergraph))));
  const gateway = services.find(({ name }) => name === 'gateway') as ServicePlan;
  const own = environmentOf(gateway, installation.env);
  // Not the gateway of the installation, which also serves the indexer.
  const targets: Target[] = [];
  try {
    targets.push(await startTarget(names.ours, join(root, gateway.file), own));
    targets.push(await startTarget(names.open, join(root, gateway.file), { ...own, SUPERGRAPH_FILE: openFile }));
    const stockEnv = { ...installation.env, NODE_ENV: 'production' };
    targets.push(await startTarget(names.stock, join(import.meta.dirname, 'stock-gateway.ts'), stockEnv));
    await sameAnswer(targets, query, variables);
    for (const { url } of targets) await load(url, { connections: 8, seconds: 3, body });
    const rows: string[][] = [];
    const costs: string[] = [];
    for (const count of connections) {
      const samples = await inTurn(targets, rounds, { connections: count, seconds: secondsEach, body });
      const [ours, open, stock] = samples as [Sample, Sample, Sample];
      rows.push(...targets.map(({ name }, index) => row(count, name, samples[index] as Sample, stock)));
      const share = (ours.cpu / open.cpu - 1) * 100;
      costs.push(`${share.toFixed(1)} % at ${count} connection${count > 1 ? 's' : ''}`);
    }
    const conditions = `${cpus().length} cores shared by everything, ${rounds} rounds of ${secondsEach} s`;
    process.stdout.write(`\nHeadline query, warm installation, ${conditions}\n\n${table(columns, rows)}\n`);
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

/** Counts calls on the wire, in a second installation whose services reach the backends through proxies. */
async function countCalls({ env: { PORT } }: Installation, taps: Taps): Promise<void> {
  const ask = () => executeAt(`http://127.0.0.1:${PORT}/graphql`, query, variables);
  await ask();
  taps.reset();
  await ask();
  const calls = Object.entries(taps.calls()).map(([backend, count]) => `${backend} ${count}`);
  process.stdout.write(`\nBackend calls of one headline query: ${calls.join(', ')}\n`);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getIntrospectionQuery, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { rehearse } from '#gateway/supergraph.ts';
import type { Environment } from '#kit/config.ts';
import type { CostModel } from '#kit/cost/model.ts';
import { axiomDir, root } from '#scripts/house/folders.ts';
import { layGround } from '#scripts/house/ground.ts';
import { type House, startHouse } from '#scripts/house/house.ts';
import { showProgress } from '#scripts/house/progress.ts';
import { table } from '#scripts/house/table.ts';
import { openTaps, type Taps } from '#tests/support/taps.ts';
import { cpuOfFamily } from './cpu.ts';
import { background, benchEnvironment } from './environment.ts';
import { type Probe, probes } from './probes.ts';

/**
 * `npm run bench:weights`: what fields cost the whole house, beside the points that the schema declares for them. Each probe
 * is asked one after another on a warm house; the processor time of all processes and the calls of all backends are counted.
 */
const times = Number(process.env.BENCH_TIMES ?? 20);
const columns = [
  ...['Field or type', 'Points, at most', 'Points, in fact', 'Gateway', 'Subgraphs', 'Backends', 'Calls'],
  ...['CPU/point', 'Of the median'],
];

const progress = showProgress(process.stdout);
const env: Environment = { ...(await benchEnvironment()), COST_CEILING_ANONYMOUS: '10000000' };
const dataDir = join(axiomDir, 'bench');
await layGround({ axiomDir, dataDir, env, progress, fresh: true });
let taps: Taps | undefined;
const house = await startHouse({
  dataDir,
  env,
  progress,
  reroute: async (rooms) => {
    taps = await openTaps(rooms);
    return taps.env;
  },
});
try {
  progress.end();
  for (const part of background) await house.parts.get(part)?.stop();
  const { costs } = await rehearse(await readFile(join(root, 'schema/supergraph.graphql'), 'utf8'));
  await measure({ of: 'nothing', query: '{ __typename }' }, costs);
  const floor = await measure({ of: 'nothing', query: '{ __typename }' }, costs);
  const measured: Measured[] = [];
  for (const probe of probes) measured.push(await measure(probe, costs));
  print(measured, floor);
} finally {
  await house.stop();
  await taps?.close();
}

/** Processor time in milliseconds and calls, for one request. */
interface Measured {
  of: string;
  estimate: number;
  actual: number;
  gateway: number;
  subgraphs: number;
  backends: number;
  calls: number;
}

async function measure({ of, query, times: fewer }: Probe, costs: CostModel): Promise<Measured> {
  const source = query === 'introspection' ? getIntrospectionQuery() : query;
  const document = parse(source);
  const asked = { document, operation: getOperationAST(document) as OperationDefinitionNode };
  const data = await ask(of, source);
  const count = Math.min(times, fewer ?? times);
  taps?.reset();
  const before = await cpuOf(house);
  for (let time = 0; time < count; time += 1) await ask(of, source);
  const after = await cpuOf(house);
  const calls = Object.values(taps?.calls() ?? {}).reduce((sum, one) => sum + one, 0);
  return {
    of,
    estimate: costs.estimate(asked, {}).total,
    actual: costs.actual(asked, {}, data),
    gateway: (after.gateway - before.gateway) / count,
    subgraphs: (after.subgraphs - before.subgraphs) / count,
    backends: (after.backends - before.backends) / count,
    calls: calls / count,
  };
}

async function ask(of: string, query: string): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${env.PORT}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
  if (!data || errors) throw new Error(`The probe of ${of} is answered with ${JSON.stringify(errors).slice(0, 500)}`);
  return data;
}

type Share = 'gateway' | 'subgraphs' | 'backends';

async function cpuOf({ parts }: House): Promise<Record<Share, number>> {
  const sums = { gateway: 0, subgraphs: 0, backends: 0 };
  for (const [id, { running }] of parts) {
    if (!running) continue;
    const isOurs = running.kind === 'ours';
    const share: Share = id === 'gateway' ? 'gateway' : isOurs ? 'subgraphs' : 'backends';
    sums[share] += await cpuOfFamily(running.pids);
  }
  return sums;
}

function print(measured: readonly Measured[], floor: Measured): void {
  const cpuOfOne = ({ gateway, subgraphs, backends }: Measured) => gateway + subgraphs + backends;
  const perPoint = (one: Measured) =>
    Math.max(0, cpuOfOne(one) - cpuOfOne(floor)) / Math.max(one.actual - floor.actual, 1);
  const sorted = measured.map(perPoint).sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] as number;
  const milliseconds = (time: number) => `${time.toFixed(1)} ms`;
  const rows = measured.map((one) => [
    one.of,
    String(one.estimate),
    String(one.actual),
    ...[one.gateway, one.subgraphs, one.backends].map(milliseconds),
    one.calls.toFixed(1),
    `${perPoint(one).toFixed(3)} ms`,
    `${(perPoint(one) / median).toFixed(1)} ×`,
  ]);
  process.stdout.write(
    `\nCPU of the whole house, ${times} requests each, one after another\n\n${table(columns, rows)}\n`,
  );
  process.stdout.write(
    `\nA request that asks for nothing: ${milliseconds(cpuOfOne(floor))}; median ${median.toFixed(3)} ms a point\n`,
  );
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { validateSupergraph } from '#gateway/supergraph.ts';
import type { Environment } from '#kit/process/config.ts';
import { root } from '#launcher/folders.ts';
import type { Installation } from '#launcher/installation.ts';
import { table } from '#launcher/table.ts';
import type { Taps } from '#tests/support/faults/taps.ts';
import { executeAt } from '#tests/support/graph.ts';
import { withTappedInstallation } from './installation.ts';
import { cpuOfFamily } from './measure/cpu.ts';
import { benchEnvironment } from './measure/environment.ts';
import { type Probe, probes } from './measure/probes.ts';
import { quantile } from './measure/quantile.ts';

/**
 * `npm run bench:weights`: the cost of fields in all processes, next to the points that the schema declares. The probes
 * run one after another on a warm installation; the processor time of all processes and the calls of all backends are counted.
 */
const times = Number(process.env.BENCH_TIMES ?? 20);
const columns = [
  ...['Field or type', 'Points, at most', 'Points, in fact', 'Gateway', 'Subgraphs', 'Backends', 'Calls'],
  ...['CPU/point', 'Of the median'],
];

const env: Environment = { ...(await benchEnvironment()), COST_CEILING_ANONYMOUS: '10000000' };
const { costs } = await validateSupergraph(await readFile(join(root, 'schema/supergraph.graphql'), 'utf8'));
await withTappedInstallation(env, async (installation, taps) => {
  const nothing = { of: 'nothing', query: '{ __typename }' };
  await measure(nothing, installation, taps);
  const floor = await measure(nothing, installation, taps);
  const measured: Measured[] = [];
  for (const probe of probes) measured.push(await measure(probe, installation, taps));
  print(measured, floor);
});

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

async function measure({ of, query, times: fewer }: Probe, installation: Installation, taps: Taps): Promise<Measured> {
  const document = parse(query);
  const asked = { document, operation: getOperationAST(document) as OperationDefinitionNode };
  const data = await ask(of, query);
  const count = Math.min(times, fewer ?? times);
  taps.reset();
  const before = await cpuOf(installation);
  for (let time = 0; time < count; time += 1) await ask(of, query);
  const after = await cpuOf(installation);
  const calls = Object.values(taps.calls()).reduce((sum, one) => sum + one, 0);
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
  const { data, errors } = await executeAt(`http://127.0.0.1:${env.PORT}/graphql`, query);
  if (!data || errors) throw new Error(`The probe of ${of} is answered with ${JSON.stringify(errors).slice(0, 500)}`);
  return data;
}

type Share = 'gateway' | 'subgraphs' | 'backends';

async function cpuOf({ parts }: Installation): Promise<Record<Share, number>> {
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
  const median = quantile(measured.map(perPoint), 0.5);
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
    `\nCPU of all processes, ${times} requests each, one after another\n\n${table(columns, rows)}\n`,
  );
  process.stdout.write(
    `\nA request for __typename only: ${milliseconds(cpuOfOne(floor))}; median ${median.toFixed(3)} ms a point\n`,
  );
}

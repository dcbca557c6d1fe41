import { readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Installation } from '#launcher/installation.ts';
import { residentMemory } from '#launcher/memory.ts';
import { megabytes } from '#launcher/table.ts';
import { type Attack, attacks } from './attacks/attacks.ts';
import type { Reply } from './attacks/load.ts';
import { watchLoop } from './attacks/loop.ts';
import { attackFrom } from './attacks/process.ts';
import { visit } from './attacks/visitors.ts';
import { withInstallation } from './installation.ts';
import { cpuMilliseconds } from './measure/cpu.ts';
import { attackedEnvironment } from './measure/environment.ts';
import { markdown } from './measure/markdown.ts';
import { quantile } from './measure/quantile.ts';

/**
 * `npm run bench:attacks`: what ordinary visitors notice while one client attacks from one address, attack by
 * attack. `--baseline` measures an installation without limits first; `--only=<part of a name>` runs some attacks;
 * `--profile=<folder>` keeps a processor profile of the gateway for each. Ends with 1 where the visitors' median is three
 * times what it was before, or more, or where one of their requests fails, and names these attacks.
 */
const secondsEach = Number(process.env.BENCH_SECONDS ?? 5);
const {
  baseline: isCompared,
  only,
  profile: profiles,
} = parseArgs({
  options: {
    baseline: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    profile: { type: 'string' },
  },
}).values;
const goal = 3;

/** As before there were ceilings and threads. */
const withoutCeilings = {
  ...Object.fromEntries(
    ['ANONYMOUS', 'CUSTOMER', 'PARTNER', 'CURATOR', 'SERVICE'].map((kind) => [`COST_CEILING_${kind}`, '1000000000']),
  ),
  PLANNING_THREADS: '0',
};

const columns = [
  ...['Attack', 'Before, p50/p95', 'During', 'After', 'Page during', 'p50 vs before', 'Lost', 'Loop late, p99'],
  ...['Gateway CPU', 'Attacker CPU', 'Memory', 'The attacker got', 'Goal'],
];

/** What one attack did to visitors. */
interface Outcome {
  name: string;
  /** Their median during the attack, as a multiple of that before. */
  ratio: number;
  lost: number;
  isBeaten: boolean;
  row: string[];
}

const worst = await readFile(join(import.meta.dirname, 'attacks/worst.graphql'), 'utf8');
const chosen = attacks(worst).filter(({ name }) => name.includes(only));
const baseline = isCompared ? await measure('none') : undefined;
const outcomes = await measure('production');

const shown = outcomes.map(({ row, name }) => {
  const before = baseline?.find((outcome) => outcome.name === name);
  return before ? [...row, `${before.ratio.toFixed(1)} ×, ${before.lost} lost`] : row;
});
process.stdout.write(
  `\nVisitors while one client attacks; ${cpus().length} cores shared by everything, ${secondsEach} s each, load ${loadavg()[0]?.toFixed(1)} at the end\n\n`,
);
process.stdout.write(`${markdown([...columns, ...(baseline ? ['Without limits'] : [])], shown)}\n`);
const missed = outcomes.filter(({ isBeaten }) => !isBeaten).map(({ name }) => name);
if (missed.length > 0) {
  process.stdout.write(`\nMissed: ${missed.join(', ')}.\n`);
  process.exitCode = 1;
}

/** Runs each attack on an installation of its own. */
async function measure(limits: 'none' | 'production'): Promise<Outcome[]> {
  const env = { ...(await attackedEnvironment(limits)), ...(limits === 'none' && withoutCeilings) };
  return withInstallation({ env }, run);
}

async function run({ parts, env: { PORT } }: Installation): Promise<Outcome[]> {
  const url = `http://127.0.0.1:${PORT}/graphql`;
  const gateway = parts.get('gateway')?.running?.pids[0] as number;
  const loop = await watchLoop(gateway, profiles !== undefined);
  await visit(url, 4_000);
  const outcomes: Outcome[] = [];
  for (const attack of chosen) outcomes.push(await suffer(attack));
  loop.close();
  return outcomes;

  async function suffer({ name }: Attack): Promise<Outcome> {
    const before = await visit(url, secondsEach * 1_000);
    const attacker = await attackFrom(name, url);
    const pids = [gateway, attacker.pid];
    const used = await Promise.all(pids.map(cpuMilliseconds));
    const began = performance.now();
    await loop.begin();
    const during = await visit(url, secondsEach * 1_000);
    const late = await loop.end(profiles && join(profiles, `${name.replaceAll(/\W+/g, '-')}.cpuprofile`));
    const took = performance.now() - began;
    const shares = await Promise.all(
      pids.map(async (pid, index) => ((await cpuMilliseconds(pid)) - (used[index] as number)) / took),
    );
    const memory = await residentMemory([gateway]);
    const verdicts = await attacker.end();
    const after = await visit(url, secondsEach * 500);
    const ratio = quantile(times(during.small), 0.5) / quantile(times(before.small), 0.5);
    const lost = [...during.small, ...during.page].filter(({ isWhole }) => !isWhole);
    const isBeaten = ratio < goal && lost.length === 0;
    const row = [
      name,
      ...[before, during, after].map(({ small }) => spread(small)),
      spread(during.page),
      `${ratio.toFixed(1)} ×`,
      String(lost.length),
      `${late.toFixed(0)} ms`,
      ...shares.map((share) => `${(share * 100).toFixed(0)} %`),
      megabytes(memory),
      listed(verdicts),
      isBeaten ? 'met' : 'missed',
    ];
    process.stdout.write(`${row.join(' | ')}\n`);
    if (lost.length > 0) process.stdout.write(`  visitors got: ${listed(tally(lost))}\n`);
    return { name, ratio, lost: lost.length, isBeaten, row };
  }
}

function times(replies: readonly Reply[]): number[] {
  return replies.map(({ time }) => time);
}

function spread(replies: readonly Reply[]): string {
  const all = times(replies);
  return `${quantile(all, 0.5).toFixed(0)}/${quantile(all, 0.95).toFixed(0)} ms`;
}

function tally(replies: readonly Reply[]): Record<string, number> {
  const groups = [...Map.groupBy(replies, ({ verdict }) => verdict)];
  return Object.fromEntries(groups.map(([verdict, all]) => [verdict, all.length]));
}

/** How often each verdict came, the most frequent first. */
function listed(counts: Record<string, number>): string {
  return Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([verdict, count]) => `${count} × ${verdict}`)
    .join(', ');
}

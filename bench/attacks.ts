import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { axiomDir, root } from '#scripts/house/folders.ts';
import { layGround } from '#scripts/house/ground.ts';
import { type House, startHouse } from '#scripts/house/house.ts';
import { residentMemory } from '#scripts/house/memory.ts';
import { showProgress } from '#scripts/house/progress.ts';
import { megabytes, table } from '#scripts/house/table.ts';
import { type Attack, attacks } from './attacks/attacks.ts';
import { quantile, type Reply, send } from './attacks/load.ts';
import { cpuMilliseconds } from './cpu.ts';
import { benchEnvironment } from './environment.ts';

/**
 * `npm run bench:attacks`: what ordinary visitors notice while one client attacks the house from one address, attack by
 * attack. `--baseline` takes all limits away; `--only=<part of a name>` runs some attacks. Ends with 1 where the visitors'
 * median is three times what it was before, or more, or where one of their requests fails.
 */
const secondsEach = Number(process.env.BENCH_SECONDS ?? 8);
const isBaseline = process.argv.includes('--baseline');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length) ?? '';
const goal = 3;

/** As before there were ceilings and threads. */
const withoutCeilings = {
  ...Object.fromEntries(
    ['ANONYMOUS', 'CUSTOMER', 'PARTNER', 'CURATOR'].map((kind) => [`COST_CEILING_${kind}`, '1000000000']),
  ),
  COST_CEILING_SERVICE: '1000000000',
  PLANNING_THREADS: '0',
};

const small = '{ product(handle: "ember-tote") { title } }';
const page = {
  query: await readFile(join(root, 'schema/operations/ProductPage.graphql'), 'utf8'),
  variables: JSON.parse(await readFile(join(root, 'schema/operations/ProductPage.variables.json'), 'utf8')),
};
const worst = await readFile(join(import.meta.dirname, 'attacks/worst.graphql'), 'utf8');

const columns = [
  ...['Attack', 'Before, p50/p95', 'During', 'After', 'Page during', 'p50 vs before', 'Lost'],
  ...['Gateway CPU', 'Gateway memory', 'The attacker got', 'Goal'],
];

const progress = showProgress(process.stdout);
const env = {
  ...(await benchEnvironment(isBaseline ? 'none' : 'production')),
  TRUSTED_PROXIES: '1',
  ...(isBaseline && withoutCeilings),
};
const dataDir = join(axiomDir, 'bench');
await layGround({ axiomDir, dataDir, env, progress, fresh: true });
const house = await startHouse({ dataDir, env, progress });
try {
  progress.end();
  if (!(await run(house))) process.exitCode = 1;
} finally {
  await house.stop();
}

async function run({ parts, env: { PORT } }: House): Promise<boolean> {
  const url = `http://127.0.0.1:${PORT}/graphql`;
  const gateway = parts.get('gateway')?.running?.pids[0] as number;
  await visit(url, 4_000);
  const rows: string[][] = [];
  let isMet = true;
  for (const attack of attacks(worst).filter(({ name }) => name.includes(only))) {
    const before = await visit(url, secondsEach * 1_000);
    const cpu = await cpuMilliseconds(gateway);
    const end = begin(attack, url);
    const during = await visit(url, secondsEach * 1_000);
    const used = (await cpuMilliseconds(gateway)) - cpu;
    const memory = await residentMemory([gateway]);
    const verdicts = await end();
    const after = await visit(url, secondsEach * 500);
    const ratio = quantile(times(during.small), 0.5) / quantile(times(before.small), 0.5);
    const lost = [...during.small, ...during.page].filter(({ isWhole }) => !isWhole);
    const isBeaten = ratio < goal && lost.length === 0;
    isMet &&= isBeaten;
    rows.push([
      attack.name,
      ...[before, during, after].map(({ small }) => spread(small)),
      spread(during.page),
      `${ratio.toFixed(1)} ×`,
      String(lost.length),
      `${((used / (secondsEach * 1_000)) * 100).toFixed(0)} %`,
      megabytes(memory),
      tally(verdicts),
      isBeaten ? 'met' : 'missed',
    ]);
    process.stdout.write(`${rows.at(-1)?.join(' | ')}\n`);
    if (lost.length > 0) process.stdout.write(`  visitors got: ${tally(lost)}\n`);
  }
  const conditions = `${cpus().length} cores shared by everything, ${secondsEach} s each${isBaseline ? ', without limits' : ''}`;
  process.stdout.write(`\nVisitors while one client attacks, ${conditions}\n\n${table(columns, rows)}\n`);
  return isMet;
}

interface Visits {
  small: Reply[];
  page: Reply[];
}

/** Ordinary visitors, each from an address of their own: ten small operations a second, and one product page. */
async function visit(url: string, duration: number): Promise<Visits> {
  const agent = new Agent({ keepAlive: true });
  const asked = { small: [] as Promise<Reply>[], page: [] as Promise<Reply>[] };
  for (let turn = 0; turn < duration / 100; turn += 1) {
    const address = `198.51.100.${turn % 200}`;
    asked.small.push(send({ url, agent, address }, { query: small }));
    if (turn % 10 === 0) asked.page.push(send({ url, agent, address }, page));
    await sleep(100);
  }
  const visits = { small: await Promise.all(asked.small), page: await Promise.all(asked.page) };
  agent.destroy();
  return visits;
}

/** Begins an attack from one address, and returns what ends it and tells what came back. */
function begin({ connections, next }: Attack, url: string): () => Promise<Reply[]> {
  const agent = new Agent({ keepAlive: true });
  const replies: Reply[] = [];
  let isOver = false;
  const attackers = Array.from({ length: connections }, async () => {
    while (!isOver) replies.push(await send({ url, agent, address: '203.0.113.7' }, next()));
  });
  return async () => {
    isOver = true;
    await Promise.all(attackers);
    agent.destroy();
    return replies;
  };
}

function times(replies: readonly Reply[]): number[] {
  return replies.map(({ time }) => time);
}

function spread(replies: readonly Reply[]): string {
  const all = times(replies);
  return `${quantile(all, 0.5).toFixed(0)}/${quantile(all, 0.95).toFixed(0)} ms`;
}

/** How often each verdict came, the most frequent first. */
function tally(replies: readonly Reply[]): string {
  const counts = [...Map.groupBy(replies, ({ verdict }) => verdict)].map(
    ([verdict, all]) => [verdict, all.length] as const,
  );
  return counts
    .toSorted(([, one], [, other]) => other - one)
    .map(([verdict, count]) => `${count} × ${verdict}`)
    .join(', ');
}

import { cpus, loadavg } from 'node:os';
import { catalogue } from '#catalogue/catalogue.ts';
import { showProgress } from '#launcher/progress.ts';
import { megabytes, table } from '#launcher/table.ts';
import { type Case, cases, list } from './growth/cases.ts';
import { sameShape } from './growth/shape.ts';
import { ask, cpuOf, memoryOf, openTarget, type Target } from './growth/target.ts';
import { quantile } from './measure/quantile.ts';

/**
 * `npm run bench:growth`: the processor time of a request in all processes, over a large catalogue and over the sample catalogue,
 * in turn in one run; with warm caches, and with requests that bypass Medusa's cache. Exits with 1 if a goal is missed.
 */
const sizes = [catalogue.products.length, Number(process.env.BENCH_PRODUCTS || 10_000)] as const;
const rounds = Number(process.env.BENCH_ROUNDS || 5);
const requests = Number(process.env.BENCH_TIMES || 40);
const memoryGoal = 1.3;

const progress = showProgress(process.stdout);
const targets: Target[] = [];
try {
  for (const size of sizes) targets.push(await openTarget(size, progress));
  progress.end();
  await compare(targets as [Target, Target]);
} finally {
  await Promise.all(targets.map(({ installation }) => installation.stop()));
}

async function compare([small, large]: [Target, Target]): Promise<void> {
  const rows: string[][] = [];
  const all: { one: Case; asked: [Case['variables'], Case['variables']] }[] = [];
  for (const one of cases) {
    const after = one.offset === undefined ? {} : { after: await cursorAt(large, one) };
    const asked = { ...one.variables, ...after };
    sameShape(await ask(small, one, one.variables), await ask(large, one, asked));
    all.push({ one, asked: [one.variables, asked] });
  }
  for (const { one, asked } of all) {
    for (const isCached of [true, false]) {
      const spent: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        spent[0].push(await measure(small, one, asked[0], isCached));
        spent[1].push(await measure(large, one, asked[1], isCached));
      }
      const medians = spent.map((values) => quantile(values, 0.5)) as [number, number];
      const judged = judge(medians, one.goal);
      rows.push([
        one.name,
        isCached ? 'cached' : 'not cached',
        ...medians.map((time) => `${time.toFixed(1)} ms`),
        ...judged,
      ]);
    }
  }
  const memory = [await memoryOf(small), await memoryOf(large)] as [number, number];
  rows.push(['Memory', '', ...memory.map(megabytes), ...judge(memory, memoryGoal)]);
  const columns = ['Operation', 'Medusa', ...sizes.map((size) => `${size} products`), 'Factor', 'Goal'];
  const load = loadavg().map((value) => value.toFixed(1));
  const conditions = `${rounds} rounds of ${requests} requests, ${cpus().length} cores, load ${load.join(' ')}`;
  process.stdout.write(`\nCPU/request in all processes, ${conditions}\n\n${table(columns, rows)}\n`);
}

/** The factor between two values, and whether it meets the goal. */
function judge([small, large]: [number, number], goal: number | undefined): string[] {
  const factor = large / small;
  if (goal === undefined) return [`${factor.toFixed(2)} ×`, ''];
  if (factor > goal) process.exitCode = 1;
  return [`${factor.toFixed(2)} ×`, `≤ ${goal} × ${factor > goal ? 'missed' : 'met'}`];
}

/** Milliseconds of processor time for one request, in all processes of the installation. */
async function measure(target: Target, one: Case, variables: Case['variables'], isCached: boolean): Promise<number> {
  await ask(target, one, variables, isCached);
  const [before, began] = [await cpuOf(target), performance.now()];
  let left = requests;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await ask(target, one, variables, isCached);
    }
  };
  await Promise.all([client(), client()]);
  const seconds = (performance.now() - began) / 1_000;
  return ((await cpuOf(target)) - before - target.idle * seconds) / requests;
}

/** The cursor behind so many rows of the list. */
async function cursorAt(target: Target, { name, variables, offset = 0 }: Case): Promise<string | null> {
  const query = `${list} { pageInfo { endCursor } } }`;
  let after: string | null = null;
  for (let read = 0; read < offset; read += 100) {
    const data = await ask(target, { name, query }, { ...variables, first: 100, after });
    after = (data.products as { pageInfo: { endCursor: string } }).pageInfo.endCursor;
  }
  return after;
}

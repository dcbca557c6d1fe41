import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { axiomDir } from '#scripts/house/folders.ts';
import { layGround } from '#scripts/house/ground.ts';
import { type House, startHouse } from '#scripts/house/house.ts';
import { showProgress } from '#scripts/house/progress.ts';
import { megabytes, table } from '#scripts/house/table.ts';
import { benchEnvironment } from '../environment.ts';
import { stockUp } from '../stock.ts';
import { type Inspector, inspect, residentBytes } from './inspector.ts';
import { startLoad } from './load.ts';
import { type Measurement, slopeOf } from './slope.ts';

/**
 * `npm run soak`: a house with the limits of production under mixed operations, hostile ones among them, none of the
 * generated documents twice. Prints the memory of every process over time, and fails where the live heap of one grows by
 * more than a megabyte a minute after the first third.
 */
const minutes = Number(process.env.SOAK_MINUTES ?? 10);
const clients = Number(process.env.SOAK_CLIENTS ?? 8);
const mostGrowth = 1_000_000;
const warmUp = minutes / 3;
const samples = Math.max(30, minutes * 6);
const variantId = 'variant_understory-notebook-bark-a6';

/** A process of the house, and what was measured of it. */
interface Watched {
  name: string;
  pid: number;
  inspector: Inspector | undefined;
  live: Measurement[];
  rss: Measurement[];
}

const progress = showProgress(process.stdout);
const env = { ...(await benchEnvironment('production')), TRUSTED_PROXIES: '1', NODE_OPTIONS: '--inspect=127.0.0.1:0' };
const dataDir = join(axiomDir, 'soak');
const crashes: string[] = [];
await layGround({ axiomDir, dataDir, env, progress, fresh: true });
const house = await startHouse({
  dataDir,
  env,
  progress,
  events: { down: (name, { reason }) => crashes.push(`${name}: ${reason}`) },
});
try {
  progress.end();
  await stockUp(house, variantId);
  process.exitCode = (await soak(house)) ? 0 : 1;
} finally {
  await house.stop();
}

async function soak(house: House): Promise<boolean> {
  const watched = await watch(house);
  const ends = new AbortController();
  const load = await startLoad(`http://127.0.0.1:${house.env.PORT}`, clients, variantId, ends.signal);
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 60_000;
  for (let sample = 1; sample <= samples; sample += 1) {
    await sleep(Math.max(0, ((sample * minutes) / samples - elapsed()) * 60_000));
    for (const process of watched) await measure(process, elapsed());
    if (sample % Math.ceil(samples / 10) === 0) tell(watched, elapsed(), load.sent);
  }
  ends.abort();
  await load.ended;
  for (const { inspector } of watched) inspector?.close();
  report(watched);
  const sent = Object.entries(load.sent).map(([kind, count]) => `${count} ${kind}`);
  const codes = [...load.codes].sort(([, one], [, other]) => other - one).map(([code, count]) => `${code} ${count}`);
  process.stdout.write(`\nSent: ${sent.join(', ')}\nAnswers with errors: ${codes.join(', ')}\n`);
  for (const crash of crashes) process.stdout.write(`Crashed: ${crash}\n`);
  return crashes.length === 0 && watched.every(({ live }) => growthOf(live) <= mostGrowth);
}

async function watch({ parts }: House): Promise<Watched[]> {
  const pids = [...parts.values()].flatMap(({ id, running }) => {
    const own = running?.pids ?? [];
    return own.map((pid, index) => ({ name: index === 0 ? id : `${id} ${index + 1}`, pid }));
  });
  return Promise.all(
    pids.map(async ({ name, pid }) => ({ name, pid, inspector: await inspect(pid), live: [], rss: [] })),
  );
}

async function measure({ pid, inspector, live, rss }: Watched, at: number): Promise<void> {
  const sample = await inspector?.sample();
  if (sample) live.push({ at, value: sample.live });
  rss.push({ at, value: sample?.rss ?? (await residentBytes(pid).catch(() => 0)) });
}

/** Bytes a minute after the warm-up. */
function growthOf(measurements: Measurement[]): number {
  return slopeOf(measurements.filter(({ at }) => at > warmUp));
}

function tell(watched: Watched[], at: number, sent: Record<string, number>): void {
  const heaps = watched.flatMap(({ name, live }) => (live.length > 0 ? `${name} ${mb(live.at(-1)?.value)}` : []));
  const count = Object.values(sent).reduce((sum, each) => sum + each, 0);
  process.stdout.write(`${at.toFixed(1)} min, ${count} sent; live: ${heaps.join(', ')}\n`);
}

function report(watched: Watched[]): void {
  const rows = watched.map(({ name, live, rss }) => [
    name,
    ...(live.length > 0 ? [mb(at(live, warmUp)), mb(live.at(-1)?.value), slope(live)] : ['', '', '']),
    megabytes(at(rss, warmUp)),
    megabytes(rss.at(-1)?.value ?? 0),
    slope(rss),
  ]);
  const columns = ['Process', 'Live heap', 'at the end', 'a minute', 'Resident', 'at the end', 'a minute'];
  const conditions = `${minutes} minutes, measured after ${warmUp.toFixed(1)}, ${clients} clients, ${cpus().length} cores shared by everything`;
  process.stdout.write(`\nSoak, ${conditions}\n\n${table(columns, rows)}\n`);
}

function at(measurements: Measurement[], time: number): number {
  return measurements.find((one) => one.at > time)?.value ?? 0;
}

function mb(bytes = 0): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function slope(measurements: Measurement[]): string {
  const growth = growthOf(measurements) / 1_000_000;
  return `${growth < 0 ? '' : '+'}${growth.toFixed(2)} MB`;
}

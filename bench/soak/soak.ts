import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { axiomDir } from '#launcher/folders.ts';
import type { Installation } from '#launcher/installation.ts';
import type { Outage } from '#launcher/part.ts';
import { megabytes, table } from '#launcher/table.ts';
import { withInstallation } from '../installation.ts';
import { attackedEnvironment } from '../measure/environment.ts';
import { stockUp } from '../stock.ts';
import { type Inspector, inspect, residentBytes } from './inspector.ts';
import { startLoad } from './load.ts';
import { type Measurement, slopeOf } from './slope.ts';

/**
 * `npm run soak`: an installation with the limits of production under mixed operations, hostile ones among them, none of the
 * generated documents twice. In the first third, documents that need much memory in caches are among them. Prints the memory of every process and of
 * its threads over time, and fails where the live heap of one grows by more than a megabyte a minute after that.
 */
const minutes = Number(process.env.SOAK_MINUTES ?? 10);
const clients = Number(process.env.SOAK_CLIENTS ?? 8);
const mostGrowth = 1_000_000;
const warmUp = minutes / 3;
const samples = Math.max(30, minutes * 6);
const variantId = 'variant_understory-notebook-bark-a6';

/** What was measured of a process or of one of its threads. */
interface Measured {
  name: string;
  live: Measurement[];
  rss: Measurement[];
}

/** A process of the installation. */
interface Watched extends Measured {
  pid: number;
  inspector: Inspector | undefined;
  /** Of those that have been there. */
  threads: Map<string, Measured>;
}

const env = await attackedEnvironment();
const crashes: string[] = [];
const events = { down: (name: string, { reason }: Outage) => void crashes.push(`${name}: ${reason}`) };
await withInstallation({ env, dataDir: join(axiomDir, 'soak'), events }, async (installation) => {
  await stockUp(installation, variantId);
  process.exitCode = (await soak(installation)) ? 0 : 1;
});

async function soak(installation: Installation): Promise<boolean> {
  const watched = await watch(installation);
  const ends = new AbortController();
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 60_000;
  const isFilling = () => elapsed() < warmUp;
  const load = await startLoad({
    url: `http://127.0.0.1:${installation.env.PORT}`,
    env: installation.env,
    clients,
    variantId,
    isFilling,
    signal: ends.signal,
  });
  // On a busy machine a measurement may take longer than the time to the next one.
  for (let sample = 1; sample <= samples && elapsed() < minutes; sample += 1) {
    await sleep(Math.max(0, ((sample * minutes) / samples - elapsed()) * 60_000));
    for (const process of watched) await measure(process, elapsed());
    if (sample % Math.ceil(samples / 10) === 0) print(watched, elapsed(), load.sent);
  }
  ends.abort();
  await load.ended;
  for (const { inspector } of watched) inspector?.close();
  const measured = watched.flatMap((one): Measured[] => [one, ...one.threads.values()]);
  report(measured);
  const sent = Object.entries(load.sent).map(([kind, count]) => `${count} ${kind}`);
  const codes = [...load.codes].sort(([, one], [, other]) => other - one).map(([code, count]) => `${code} ${count}`);
  process.stdout.write(`\nSent: ${sent.join(', ')}\nAnswers with errors: ${codes.join(', ')}\n`);
  for (const crash of crashes) process.stdout.write(`Crashed: ${crash}\n`);
  return crashes.length === 0 && measured.every(({ live }) => growthOf(live) <= mostGrowth);
}

async function watch({ parts }: Installation): Promise<Watched[]> {
  const pids = [...parts.values()].flatMap(({ id, running }) => {
    const own = running?.pids ?? [];
    return own.map((pid, index) => ({ name: index === 0 ? id : `${id} ${index + 1}`, pid }));
  });
  return Promise.all(
    pids.map(async ({ name, pid }) => ({
      name,
      pid,
      inspector: await inspect(pid),
      threads: new Map(),
      live: [],
      rss: [],
    })),
  );
}

async function measure({ name, pid, inspector, threads, live, rss }: Watched, at: number): Promise<void> {
  const sample = await inspector?.sample();
  if (sample) live.push({ at, value: sample.live });
  for (const [id, value] of sample?.threads ?? []) {
    const thread = threads.get(id) ?? { name: `${name}, thread ${threads.size + 1}`, live: [], rss: [] };
    threads.set(id, thread);
    thread.live.push({ at, value });
  }
  rss.push({ at, value: sample?.rss ?? (await residentBytes(pid).catch(() => 0)) });
}

/** Bytes a minute after the warm-up. */
function growthOf(measurements: Measurement[]): number {
  return slopeOf(measurements.filter(({ at }) => at > warmUp));
}

function print(watched: Watched[], at: number, sent: Record<string, number>): void {
  const heaps = watched.flatMap(({ name, live }) => (live.length > 0 ? `${name} ${mb(live.at(-1)?.value)}` : []));
  const count = Object.values(sent).reduce((sum, each) => sum + each, 0);
  process.stdout.write(`${at.toFixed(1)} min, ${count} sent; live: ${heaps.join(', ')}\n`);
}

function report(measured: Measured[]): void {
  const rows = measured.map(({ name, live, rss }) => [
    name,
    ...(live.length > 0 ? [mb(at(live, warmUp)), mb(live.at(-1)?.value), slope(live)] : ['', '', '']),
    ...(rss.length > 0 ? [megabytes(at(rss, warmUp)), megabytes(rss.at(-1)?.value ?? 0), slope(rss)] : ['', '', '']),
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

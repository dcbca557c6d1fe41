import { join } from 'node:path';
import type { Environment } from '#kit/process/config.ts';
import { axiomDir } from '#launcher/folders.ts';
import { type House, type HouseOptions, startHouse } from '#launcher/house.ts';
import { showProgress } from '#launcher/progress.ts';
import { ensureSeeded } from '#launcher/template-data.ts';
import { openTaps, type Taps } from '#tests/support/faults/taps.ts';

/** The folder of a house that is measured, unless it has one of its own. */
export const benchDir = join(axiomDir, 'bench');

/** Parts that ask the backends by themselves, whoever else does. */
const background = ['indexer', 'fulfilment', 'webhooks'];

export interface BenchOptions extends Pick<HouseOptions, 'events' | 'reroute'> {
  /** See `benchEnvironment`. */
  env: Environment;
  /** Where it stands; what was there is lost. `benchDir` where left out. */
  dataDir?: string;
  /** Whether parts that ask the backends by themselves are stopped before `work` begins. */
  isQuiet?: boolean;
}

/** Starts a house with the bare catalogue, does `work` and stops the house, whatever came of the work. */
export async function withHouse<Result>(
  { env, dataDir = benchDir, isQuiet = false, events, reroute }: BenchOptions,
  work: (house: House) => Promise<Result>,
): Promise<Result> {
  const progress = showProgress(process.stdout);
  await ensureSeeded({ axiomDir, dataDir, env, progress, fresh: true });
  const house = await startHouse({ dataDir, env, progress, ...(events && { events }), ...(reroute && { reroute }) });
  try {
    progress.end();
    if (isQuiet) for (const part of background) await house.parts.get(part)?.stop();
    return await work(house);
  } finally {
    await house.stop();
  }
}

/** The same for a quiet house whose rooms reach the backends through taps, which count calls. */
export async function withTappedHouse<Result>(
  env: Environment,
  work: (house: House, taps: Taps) => Promise<Result>,
): Promise<Result> {
  let taps: Taps | undefined;
  const reroute = async (rooms: Environment) => {
    taps = await openTaps(rooms);
    return taps.env;
  };
  try {
    return await withHouse({ env, isQuiet: true, reroute }, (house) => work(house, taps as Taps));
  } finally {
    await taps?.close();
  }
}

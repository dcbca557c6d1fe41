import { join } from 'node:path';
import type { Environment } from '#kit/process/config.ts';
import { axiomDir } from '#launcher/folders.ts';
import { type Installation, type InstallationOptions, startInstallation } from '#launcher/installation.ts';
import { showProgress } from '#launcher/progress.ts';
import { ensureSeeded } from '#launcher/template/template-data.ts';
import { openTaps, type Taps } from '#tests/support/faults/taps.ts';

/** The folder of a measured installation, unless it has one of its own. */
export const benchDir = join(axiomDir, 'bench');

/** Processes that call the backends without a client's request. */
const background = ['indexer', 'fulfilment', 'webhooks', 'assets', 'invalidation'];

export interface BenchOptions extends Pick<InstallationOptions, 'events' | 'reroute'> {
  /** See `benchEnvironment`. */
  env: Environment;
  /** The folder of its data; existing content is deleted. `benchDir` where left out. */
  dataDir?: string;
  /** Whether parts that ask the backends by themselves are stopped before `work` begins. */
  isQuiet?: boolean;
}

/** Starts an installation with the bare catalogue, does `work` and stops the installation, also if the work fails. */
export async function withInstallation<Result>(
  { env, dataDir = benchDir, isQuiet = false, events, reroute }: BenchOptions,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const progress = showProgress(process.stdout);
  await ensureSeeded({ axiomDir, dataDir, env, progress, fresh: true });
  const installation = await startInstallation({
    dataDir,
    env,
    progress,
    ...(events && { events }),
    ...(reroute && { reroute }),
  });
  try {
    progress.end();
    if (isQuiet) for (const part of background) await installation.parts.get(part)?.stop();
    return await work(installation);
  } finally {
    await installation.stop();
  }
}

/** The same for a quiet installation whose services reach the backends through taps, which count calls. */
export async function withTappedInstallation<Result>(
  env: Environment,
  work: (installation: Installation, taps: Taps) => Promise<Result>,
): Promise<Result> {
  let taps: Taps | undefined;
  const reroute = async (rooms: Environment) => {
    taps = await openTaps(rooms);
    return taps.env;
  };
  try {
    return await withInstallation({ env, isQuiet: true, reroute }, (installation) => work(installation, taps as Taps));
  } finally {
    await taps?.close();
  }
}

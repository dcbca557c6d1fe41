import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '#catalogue/catalogue.ts';
import { seedBackends } from '#catalogue/seed/backends.ts';
import { freePorts } from '#kit/process/port.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { showProgress } from '#launcher/progress.ts';
import { portVariables } from '#launcher/services.ts';
import { prepareShutdown } from '#launcher/shutdown.ts';
import { markSeeded } from '#launcher/template/seeded.ts';

/**
 * Fills the folder in the first argument with the data of migrated and seeded backends, and marks it as seeded. `ensureSeeded`
 * runs it as a separate process, so that its memory is free again when the local stack starts.
 */
const [folder = ''] = process.argv.slice(2);
const shutdown = prepareShutdown({ followsParent: true });
const progress = showProgress(process.stdout);
const ports = await freePorts(portVariables.length);
const ownPorts = Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])]));
try {
  const env = { ...process.env, ...ownPorts, POSTGRES_FSYNC: 'off' };
  const counts = await seedBackends({ catalogue, dataDir: folder, env, progress });
  await rm(join(folder, 'logs'), { recursive: true, force: true });
  await markSeeded(folder, counts);
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 1;
} finally {
  progress.end();
}
await shutdown.end(Number(process.exitCode ?? 0));

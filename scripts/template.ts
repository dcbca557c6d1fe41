import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '#catalogue/catalogue.ts';
import { seedBackends } from '#catalogue/seed/backends.ts';
import { freePorts } from '#kit/process/port.ts';
import { prepareEnding } from '#launcher/ending.ts';
import { showProgress } from '#launcher/progress.ts';
import { markSeeded } from '#launcher/seeded.ts';
import { portVariables } from '#launcher/services.ts';

/**
 * Fills the folder that the first argument names with migrated and seeded backends, all stopped, and marks it as whole.
 * Run by `ensureSeeded` as a process of its own, so that the memory it takes is given back before the house starts.
 */
const [folder = ''] = process.argv.slice(2);
const ending = prepareEnding({ followsParent: true });
const progress = showProgress(process.stdout);
const ports = await freePorts(portVariables.length);
const apart = Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])]));
try {
  const env = { ...process.env, ...apart, POSTGRES_FSYNC: 'off' };
  const counts = await seedBackends({ catalogue, dataDir: folder, env, progress });
  await rm(join(folder, 'logs'), { recursive: true, force: true });
  await markSeeded(folder, counts);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  progress.end();
}
await ending.end(Number(process.exitCode ?? 0));

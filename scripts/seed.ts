import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogue } from '#catalogue/catalogue.ts';
import { largeCatalogue } from '#catalogue/large.ts';
import { seedBackends } from '#catalogue/seed/backends.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { axiomDir, root } from '#launcher/folders.ts';
import { lockFolder } from '#launcher/lock.ts';
import { showProgress } from '#launcher/progress.ts';
import { isRunByNpm, prepareShutdown } from '#launcher/shutdown.ts';
import { isSeeded, markSeeded } from '#launcher/template/seeded.ts';
import { ensureSeeded } from '#launcher/template/template-data.ts';

/**
 * `npm run seed [-- --products 10000]`: writes the catalogue, or a generated catalogue with that many products, into the backends
 * that the environment names, or into those of the local stack, which must not run at the same time.
 */
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const { values } = parseArgs({ options: { products: { type: 'string' } } });
const count = values.products === undefined ? undefined : Number(values.products);
if (count !== undefined && !(Number.isInteger(count) && count >= catalogue.products.length && count <= 100_000)) {
  process.stderr.write(`--products must be a whole number from ${catalogue.products.length} to 100000.\n`);
  process.exit(1);
}

const dataDir = join(axiomDir, 'data');
const progress = showProgress(process.stdout);
const began = Date.now();
const shutdown = prepareShutdown({ followsParent: isRunByNpm });
try {
  lockFolder(dataDir);
  await ensureSeeded({ axiomDir, dataDir, env: process.env, progress });
  const wanted = count === undefined ? catalogue : largeCatalogue(count);
  const counts = await seedBackends({ catalogue: wanted, dataDir, env: process.env, progress });
  // There is no local data if the environment names all backends.
  if (isSeeded(dataDir)) await markSeeded(dataDir, counts);
  progress.end();
  const listed = Object.entries(counts).map(([name, number]) => `${number} ${name}`);
  process.stdout.write(`Seeded ${listed.join(', ')} in ${Math.round((Date.now() - began) / 1000)} s.\n`);
} catch (error) {
  progress.end();
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 1;
}
await shutdown.end(Number(process.exitCode ?? 0));

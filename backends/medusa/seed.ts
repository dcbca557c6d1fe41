import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '#kit/process/config.ts';
import type { Commerce } from './app/src/seed/catalogue.ts';
import { commonEnv, runMedusa } from './application.ts';
import { migrateMedusa } from './migrate.ts';

export type { Commerce } from './app/src/seed/catalogue.ts';

/**
 * Migrates the database that MEDUSA_DATABASE_URL names and imports `commerce`, with a curator who signs in with
 * MEDUSA_CURATOR_PASSWORD. Idempotent: objects whose id exists stay unchanged. `say` is called with the progress. A running
 * Medusa returns the new products within a minute, or immediately where the search index reads its changes.
 */
export async function seedMedusa(commerce: Commerce, env: Environment, say: (line: string) => void): Promise<void> {
  const { MEDUSA_CURATOR_PASSWORD } = env;
  if (!MEDUSA_CURATOR_PASSWORD) throw new Error('The seed of Medusa needs MEDUSA_CURATOR_PASSWORD.');
  await migrateMedusa(env, say);

  const folder = await mkdtemp(join(tmpdir(), 'axiom-seed-'));
  try {
    const file = join(folder, 'commerce.json');
    await writeFile(file, JSON.stringify(commerce));
    await runMedusa(
      ['exec', 'src/scripts/seed.ts'],
      { ...commonEnv(env), MEDUSA_CURATOR_PASSWORD, AXIOM_SEED_FILE: file },
      (line) => {
        if (line.startsWith(progress)) say(line.slice(progress.length));
      },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Prefix of the seed's own lines among Medusa's output. */
const progress = 'seed: ';

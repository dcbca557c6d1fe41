import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueDigest } from './digest.ts';

/** The marker file of a folder whose backends are migrated and seeded. */
const marker = 'seeded.json';

/** Whether the backends in a folder are migrated and seeded. */
export function isSeeded(dataDir: string): boolean {
  return existsSync(join(dataDir, marker));
}

/** Records that the backends in a folder are seeded with the current catalogue. */
export async function markSeeded(dataDir: string, counts: object): Promise<void> {
  const text = JSON.stringify({ ...counts, catalogue: await catalogueDigest() });
  await writeFile(join(dataDir, marker), text, { mode: 0o600 });
}

/** Whether the catalogue has changed since the backends in a folder were seeded; false if they were not. */
export async function isCatalogueNewer(dataDir: string): Promise<boolean> {
  if (!isSeeded(dataDir)) return false;
  return noted(await readFile(join(dataDir, marker), 'utf8')) !== (await catalogueDigest());
}

/** The digest of the catalogue in a marker file; undefined if a crash left an incomplete file. */
function noted(text: string): unknown {
  try {
    return (JSON.parse(text) as { catalogue?: unknown } | null)?.catalogue;
  } catch {
    return undefined;
  }
}

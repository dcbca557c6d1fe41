import { readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { axiomDir } from './house/folders.ts';
import { ownerOf } from './house/lock.ts';

/** `npm run reset`: empties what the house keeps on this machine. The next start seeds anew. */
const dataDir = join(axiomDir, 'data');
const owner = ownerOf(dataDir);
if (owner) {
  process.stderr.write(`The house runs (process ${owner}). Stop it first.\n`);
  process.exit(1);
}
// Where PostgreSQL could not enter the folder, its cluster stands elsewhere and a link leads there.
const elsewhere = await readlink(join(dataDir, 'postgres/pgdata')).catch(() => undefined);
for (const folder of [elsewhere, axiomDir]) if (folder) await rm(folder, { recursive: true, force: true });
process.stdout.write(`${axiomDir} is empty.\n`);

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { axiomDir } from '#launcher/folders.ts';
import { ownerOf } from '#launcher/lock.ts';
import { emptyFolder } from '#launcher/template/template-data.ts';

/** `npm run reset`: deletes all local data, seed templates and caches. The next start seeds again. */
const dataDir = join(axiomDir, 'data');
const owner = ownerOf(dataDir);
if (owner) {
  process.stderr.write(`The local stack runs (process ${owner}). Stop it first.\n`);
  process.exit(1);
}
await emptyFolder(dataDir);
await rm(axiomDir, { recursive: true, force: true });
process.stdout.write(`${axiomDir} is deleted.\n`);

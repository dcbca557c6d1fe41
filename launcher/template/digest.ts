import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../folders.ts';

/** Folders with the data that an installation is seeded with, and with the code that writes it. */
const catalogueFolders = ['catalogue', 'backends/medusa/app/src/seed'];

/** Folders with the code that processes models. */
const processing = ['workers/assets/make', 'kit/models'];

/** A short digest of everything that a seed template depends on: packages, migrations, seeds and the catalogue. */
export function templateDigest(): Promise<string> {
  return digestOf(['backends', 'simulators', ...catalogueFolders, ...processing], ['package-lock.json']);
}

/** A short digest of the catalogue and of what writes it into the backends. */
export function catalogueDigest(): Promise<string> {
  return digestOf(catalogueFolders, []);
}

async function digestOf(folders: readonly string[], files: readonly string[]): Promise<string> {
  const below = (await Promise.all(folders.map((folder) => filesBelow(join(root, folder))))).flat();
  const hash = createHash('sha256');
  for (const file of [...files.map((name) => join(root, name)), ...new Set(below.sort())]) {
    hash.update(file.slice(root.length)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
      if (entry.isDirectory()) return filesBelow(path);
      return /\.(test|suite|fixture)\.ts$/.test(entry.name) ? [] : [path];
    }),
  );
  return lists.flat();
}

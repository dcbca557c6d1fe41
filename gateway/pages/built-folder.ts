import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { runChild } from '#kit/process/children.ts';

const root = join(import.meta.dirname, '../..');
const packages = join(root, 'node_modules');

/** Written last into a finished build: the hash of its inputs. */
const stamp = 'inputs.sha256';

/** What a folder of pages is built from. */
export interface Sources {
  /** Packages in the bundle or used to build it. Their installed versions are part of the hash. */
  packages: readonly string[];
  /** Absolute paths of all source files. */
  files: readonly string[];
  /** Writes the pages into a new folder. */
  build(folder: string): Promise<void>;
}

/**
 * Builds pages into `folder`, with a brotli and a gzip version of each file. Does nothing when the folder was built from the same
 * sources and packages. The old files are served until the new ones are complete. Rejects with the bundler's message.
 */
export async function rebuild(folder: string, sources: Sources): Promise<{ rebuilt: boolean }> {
  const inputs = await hashInputs(sources);
  if ((await readFile(join(folder, stamp), 'utf8').catch(() => '')) === inputs) return { rebuilt: false };
  const fresh = `${folder}.${process.pid}`;
  try {
    await sources.build(fresh);
    await compressAll(fresh);
    await writeFile(join(fresh, stamp), inputs);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return { rebuilt: true };
}

/** Runs Vite in its own process, so that its several hundred megabytes are freed at its end. */
export async function bundle(app: string, folder: string): Promise<void> {
  const vite = join(packages, 'vite/bin/vite.js');
  await runChild(process.execPath, [vite, 'build', app, '--outDir', folder], {
    env: { NODE_ENV: 'production' },
  });
}

/** The files below a folder, in a stable order. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function hashInputs({ packages: names, files }: Sources): Promise<string> {
  const hash = createHash('sha256');
  for (const name of names) {
    const { version } = JSON.parse(await readFile(join(packages, name, 'package.json'), 'utf8')) as { version: string };
    hash.update(`${name}@${version}\n`);
  }
  for (const file of [import.meta.filename, ...files]) {
    hash.update(`${relative(root, file)}\n`).update(await readFile(file));
  }
  return hash.digest('hex');
}

/** Compresses text files and WebAssembly. Fonts and pictures are already compressed. */
async function compressAll(folder: string): Promise<void> {
  const files = (await filesBelow(folder)).filter((file) => /\.(html|js|css|svg|wasm)$/.test(file));
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  await Promise.all(
    files.map(async (path) => {
      const content = await readFile(path);
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content, brotli));
      await writeFile(`${path}.gz`, await promisify(gzip)(content));
    }),
  );
}

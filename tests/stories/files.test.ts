import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { axiomDir } from '#launcher/folders.ts';

const dataDir = join(axiomDir, 'test');

/** Entries that another user of the machine could read or write, in a folder that this user can enter and in those below. */
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

describe('The files of an installation', () => {
  it('are not accessible to other users of the machine', async () => {
    expect((await readdir(dataDir)).length).toBeGreaterThan(5);
    expect(await openTo(dataDir)).toEqual([]);
  });

  const modeOf = async (name: string) => (await lstat(join(dataDir, name))).mode & 0o777;

  it.each(['sanity/log.ndjson', 'secrets.json'])('such as %s are not accessible either', async (name) => {
    expect(await modeOf(name)).toBe(0o600);
  });

  it('such as shipstation/books.json are not accessible either, once there was an order to write there', async () => {
    const absent = ({ code }: NodeJS.ErrnoException) => code;

    expect([0o600, 'ENOENT']).toContain(await modeOf('shipstation/books.json').catch(absent));
  });
});

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { chooseAccount, placePrograms } from './place.ts';
import type { Programs } from './programs.ts';

describe('The programs of PostgreSQL', () => {
  const folders: string[] = [];

  /** A folder that only its owner can access, with one program in it. */
  async function privatePrograms(): Promise<Programs> {
    const folder = await mkdtemp(join(tmpdir(), 'axiom-place-test-'));
    folders.push(folder);
    await mkdir(join(folder, 'native/bin'), { recursive: true });
    await writeFile(join(folder, 'native/bin/postgres'), 'the program');
    return { folder: join(folder, 'native'), version: '18.4.0' };
  }

  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  it('are used in place when the account can access them', async () => {
    const programs = await privatePrograms();
    await chmod(dirname(programs.folder), 0o755);

    expect(await placePrograms(programs, await chooseAccount(), () => {})).toBe(programs.folder);
  });

  it('are copied once when root cannot share them, and used in place by any other user', async () => {
    const programs = await privatePrograms();
    const account = await chooseAccount();
    const lines: string[] = [];

    const place = await placePrograms(programs, account, (line) => lines.push(line));
    const again = await placePrograms(programs, account, (line) => lines.push(line));

    const isRoot = process.getuid?.() === 0;
    if (isRoot) folders.push(dirname(place));
    expect(place.startsWith('/var/tmp/')).toBe(isRoot);
    expect(again).toBe(place);
    expect(lines).toHaveLength(isRoot ? 1 : 0);
    expect(await readFile(join(place, 'bin/postgres'), 'utf8')).toBe('the program');
  });
});

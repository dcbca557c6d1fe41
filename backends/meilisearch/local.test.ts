import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';
import { placeVerified } from './program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meilisearch-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('Taking the Meilisearch of MEILI_URL', () => {
  const take = (env: Record<string, string>) => start({ dataDir: folder, env, secret: () => '', log: () => {} });

  it('asks for keys', async () => {
    const taking = take({ MEILI_URL: 'http://127.0.0.1:1', MEILI_SEARCH_KEY: 'only this' });

    await expect(taking).rejects.toThrow('set MEILI_MASTER_KEY too, or both MEILI_SEARCH_KEY and MEILI_INDEX_KEY');
  });

  it('says so when it does not answer, without the keys', async () => {
    const [port] = await freePorts(1);

    const taking = take({ MEILI_URL: `http://127.0.0.1:${port}`, MEILI_MASTER_KEY: 'sesame' });

    await expect(taking).rejects.toThrow(/^The Meilisearch that MEILI_URL names .*does not answer: ((?!sesame).)*$/);
  });
});

describe('Placing a program from a package', () => {
  const sha256 = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
  let source: string;
  let said: string[];
  const place = () => placeVerified(source, join(folder, 'programs'), sha256, (line) => said.push(line));

  beforeEach(async () => {
    said = [];
    source = join(folder, 'source');
    await writeFile(source, 'hello\n', { mode: 0o644 });
  });

  it('copies it with leave to run, and checks it only once', async () => {
    const first = await place();
    const second = await place();

    expect(second).toBe(first);
    expect((await stat(first)).mode & 0o777).toBe(0o755);
    expect(said).toEqual(['Checking and unpacking Meilisearch']);
  });

  it('replaces a copy that somebody wrote to', async () => {
    const first = await place();
    await appendFile(first, 'more');

    await place();

    expect((await stat(first)).size).toBe(6);
  });

  it('refuses one with another digest and leaves nothing to run', async () => {
    await appendFile(source, 'more');

    await expect(place()).rejects.toThrow('is not the program it should be');
    await expect(stat(join(folder, 'programs', `meilisearch-${sha256.slice(0, 12)}`))).rejects.toThrow('ENOENT');
  });
});

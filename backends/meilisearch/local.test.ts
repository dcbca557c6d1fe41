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

describe('The Meilisearch at MEILI_URL', () => {
  const attach = (env: Record<string, string>) => start({ dataDir: folder, env, secret: () => '', log: () => {} });

  it('requires keys', async () => {
    const using = attach({ MEILI_URL: 'http://127.0.0.1:1', MEILI_SEARCH_KEY: 'only this' });

    await expect(using).rejects.toThrow('set MEILI_MASTER_KEY too, or both MEILI_SEARCH_KEY and MEILI_INDEX_KEY');
  });

  it('is reported as unavailable, without its keys', async () => {
    const [port] = await freePorts(1);

    const using = attach({ MEILI_URL: `http://127.0.0.1:${port}`, MEILI_MASTER_KEY: 'sesame' });

    await expect(using).rejects.toThrow(
      /^The Meilisearch at MEILI_URL is unavailable or rejects the key: ((?!sesame).)*$/,
    );
  });
});

describe('A program from a package', () => {
  const sha256 = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
  let source: string;
  let lines: string[];
  const place = () => placeVerified(source, join(folder, 'programs'), sha256, (line) => lines.push(line));

  beforeEach(async () => {
    lines = [];
    source = join(folder, 'source');
    await writeFile(source, 'hello\n', { mode: 0o644 });
  });

  it('is copied with execute permission, and verified once', async () => {
    const first = await place();
    const second = await place();

    expect(second).toBe(first);
    expect((await stat(first)).mode & 0o777).toBe(0o755);
    expect(lines).toEqual(['Verifying and copying Meilisearch']);
  });

  it('is copied again when the copy was modified', async () => {
    const first = await place();
    await appendFile(first, 'more');

    await place();

    expect((await stat(first)).size).toBe(6);
  });

  it('is rejected with another digest, and no copy is kept', async () => {
    await appendFile(source, 'more');

    await expect(place()).rejects.toThrow('does not have the expected digest');
    await expect(stat(join(folder, 'programs', `meilisearch-${sha256.slice(0, 12)}`))).rejects.toThrow('ENOENT');
  });
});

import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Watch, watchFolders } from './watch.ts';

let root: string;
let watch: Watch | undefined;
const batches: Set<string>[] = [];
let wake = () => {};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'axiom-watch-'));
  await mkdir(join(root, 'kit/graph'), { recursive: true });
  await mkdir(join(root, 'docs'));
  await writeFile(join(root, 'kit/graph/loader.ts'), '1');
  watch = watchFolders(root, ['kit'], (files) => {
    batches.push(files);
    wake();
  });
});

afterEach(async () => {
  watch?.close();
  batches.length = 0;
  await rm(root, { recursive: true });
});

/** Resolves to the next changes that are reported. */
async function nextBatch(): Promise<string[]> {
  if (batches.length === 0) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  return [...(batches.shift() as Set<string>)].sort();
}

describe('A watch over folders', () => {
  it('reports files that are written in quick succession once and together', async () => {
    await writeFile(join(root, 'docs/other.md'), '1');
    for (const text of ['2', '3', '4']) await writeFile(join(root, 'kit/graph/loader.ts'), text);
    await writeFile(join(root, 'kit/new.ts'), '1');

    expect(await nextBatch()).toEqual(['kit/graph/loader.ts', 'kit/new.ts']);
  });

  it('reports a file each time that an editor replaces it', async () => {
    for (const text of ['2', '3', '4']) {
      await writeFile(join(root, 'kit/graph/.loader.swp'), text);
      await rename(join(root, 'kit/graph/.loader.swp'), join(root, 'kit/graph/loader.ts'));

      expect(await nextBatch()).toEqual(['kit/graph/loader.ts']);
    }
  });

  it('reports files of folders that are created later, and that are removed and created again', async () => {
    for (const file of ['kit/stores/inner/redis.ts', 'kit/graph/loader.ts']) {
      const folder = join(root, file, '..');
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await writeFile(join(root, file), '1');
      expect(await nextBatch()).toEqual([file]);

      await writeFile(join(root, file), '2');
      expect(await nextBatch()).toEqual([file]);
    }
  });

  it('reports a file that is removed', async () => {
    await rm(join(root, 'kit/graph/loader.ts'));

    expect(await nextBatch()).toEqual(['kit/graph/loader.ts']);
  });
});

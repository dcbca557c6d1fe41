import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isCatalogueNewer, isSeeded, markSeeded } from './seeded.ts';

describe('A seeded data folder', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'axiom-seeded-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is outdated when the catalogue has changed, until it is seeded again', async () => {
    const empty = [isSeeded(folder), await isCatalogueNewer(folder)];
    await markSeeded(folder, { products: 28 });
    const fresh = [isSeeded(folder), await isCatalogueNewer(folder)];
    await writeFile(join(folder, 'seeded.json'), JSON.stringify({ products: 28, catalogue: 'another' }));
    const changed = await isCatalogueNewer(folder);
    await writeFile(join(folder, 'seeded.json'), JSON.stringify({ products: 28 }));
    const unknown = await isCatalogueNewer(folder);
    const broken: boolean[] = [];
    for (const text of ['', '{"products":28,"cata', 'null']) {
      await writeFile(join(folder, 'seeded.json'), text);
      broken.push(await isCatalogueNewer(folder));
    }
    await markSeeded(folder, { products: 28 });

    expect(empty).toEqual([false, false]);
    expect(fresh).toEqual([true, false]);
    expect([changed, unknown, ...broken]).toEqual([true, true, true, true, true]);
    expect(await isCatalogueNewer(folder)).toBe(false);
  });
});

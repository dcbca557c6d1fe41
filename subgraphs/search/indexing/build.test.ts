import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createGraphClient } from '#kit/graph/graph-client.ts';
import { languages } from '#kit/graph/languages/language.ts';
import { createLog } from '#kit/process/log.ts';
import { indexes, indexesIn } from '../meilisearch/client.ts';
import { openEngine, type TestEngine } from '../search.fixture.ts';
import { createCatalogue } from './catalogue.ts';
import { documentVersion } from './documents/version.ts';
import { createFeed } from './feeds.ts';
import { type Item, openGraph, type TestGraph } from './graph.fixture.ts';
import { createIndexSync, type IndexSync } from './index-sync.ts';
import { openLiveIndex } from './live-index.ts';
import { createLexicon } from './words/lexicon.ts';

/** Three pages of the catalogue. */
const number = 250;

let engine: TestEngine;
let graph: TestGraph;
let sync: IndexSync;

beforeAll(async () => {
  engine = await openEngine();
  const bands = Array.from({ length: number }, (_, index): [string, Item] => [
    `prod_${index}`,
    { title: `Band ${index}`, prices: { EUR: 400 }, material: 'Silver', artisan: 'Ada', stories: [] },
  ]);
  graph = await openGraph(Object.fromEntries(bands));
});
afterAll(async () => {
  await graph.close();
  await engine.close();
});

beforeEach(async () => {
  await engine.client.index(indexes.meta).deleteAllDocuments().waitTask();
  rename('prod_7', 'Band 7');
  sync = openSync();
  await tickToEnd();
  // The index of an earlier release.
  const { cursors } = (await openIndex().progress()) ?? {};
  await engine.write(indexes.meta, [{ id: 'progress', version: 'another', cursors }]);
});

const openIndex = () => openLiveIndex(engine.env.MEILI_URL, engine.env.MEILI_INDEX_KEY);

/** The sync of a process that has just started. */
function openSync(marketsEvery = 600_000): IndexSync {
  const run = createGraphClient(graph.url, 5_000);
  const index = openIndex();
  const log = createLog('indexer', 'silent');
  return createIndexSync({
    index,
    catalogue: createCatalogue(run),
    feeds: [createFeed('commerce', run), createFeed('provenance', run), createFeed('journal', run)],
    lexicon: createLexicon({ index, readGroups: async () => [], log, readEvery: 600_000 }),
    log,
    ...{ sweepEvery: 600_000, marketsEvery },
  });
}

function rename(id: string, title: string): void {
  (graph.items.get(id) as Item).title = title;
}

/** Ticks until nothing follows; returns how many documents could be searched after each. */
async function tickToEnd(): Promise<number[]> {
  const counts: number[] = [];
  for (let hasMore = true; hasMore; ) {
    hasMore = await sync.tick();
    counts.push(await openIndex().count());
  }
  return counts;
}

const titleOf = async (id: string) => (await openIndex().read([id]))[0]?.title;
const names = async () => (await engine.client.getIndexes()).results.map(({ uid }) => uid).sort();

describe('While an index of another version is rebuilt', () => {
  it('all its documents can be searched, and it follows the feeds', async () => {
    sync = openSync();
    expect(await sync.tick()).toBe(true);
    rename('prod_7', 'Renamed during the build');
    graph.change('commerce', 'prod_7');
    expect(await sync.tick()).toBe(true);

    expect(await titleOf('prod_7')).toBe('Renamed during the build');
    expect(sync.status().isBuilt).toBe(true);
    expect((await openIndex().progress())?.version).toBe('another');
    const counts = await tickToEnd();
    expect(new Set(counts)).toEqual(new Set([number]));
    expect((await openIndex().progress())?.version).toBe(documentVersion);
    expect(await titleOf('prod_7')).toBe('Renamed during the build');
  });

  it('a killed process leaves it whole, and the next one builds from the start', async () => {
    sync = openSync();
    await sync.tick();
    await sync.tick();
    const during = await names();

    sync = openSync();
    expect(await sync.tick()).toBe(true);
    expect(await openIndex().count()).toBe(number);
    await tickToEnd();

    expect(during).toContain(indexes.next);
    expect(await names()).toEqual(
      [
        indexes.meta,
        indexes.pins,
        ...languages.map(indexesIn).flatMap(({ products, terms, content }) => [products, terms, content]),
      ].sort(),
    );
    expect(await openIndex().count()).toBe(number);
    expect((await openIndex().progress())?.version).toBe(documentVersion);
  });

  it('a page that cannot be read is read again, and the pages before it are not', async () => {
    sync = openSync();
    await sync.tick();
    graph.unavailable.add('journal');
    await expect(sync.tick()).rejects.toThrow('journal unavailable');
    await expect(sync.tick()).rejects.toThrow('journal unavailable');
    const during = sync.status();
    graph.unavailable.clear();

    expect(during).toMatchObject({ isBuilt: true, building: 100 });
    expect(await sync.tick()).toBe(true);
    expect(sync.status().building).toBe(200);
    expect(await openIndex().count()).toBe(number);
  });

  it('a new market starts the build again', async () => {
    sync = openSync(0);
    await sync.tick();
    graph.markets.push(['KWD', 'KW']);
    (graph.items.get('prod_7') as Item).prices.KWD = 275.125;
    await tickToEnd();

    expect((await openIndex().read(['prod_7']))[0]?.price).toEqual({ EUR: 400, KWD: 275.125 });
  });
});

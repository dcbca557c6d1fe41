import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGraphClient } from '#kit/graph/graph-client.ts';
import { createLog } from '#kit/process/log.ts';
import { connectEngine, indexesIn } from '../meilisearch/client.ts';
import { openEngine, type TestEngine } from '../search.fixture.ts';
import { createCatalogue } from './catalogue.ts';
import { createFeed } from './feeds.ts';
import { type Item, openGraph, type TestGraph } from './graph.fixture.ts';
import { createIndexSync, type IndexSync } from './index-sync.ts';
import { openLiveIndex } from './live-index.ts';
import { createSalesSync, readSalesRanks } from './sales-sync.ts';
import { createLexicon } from './words/lexicon.ts';

const item: Item = { title: 'Band', prices: { EUR: 400 }, material: 'Silver', artisan: 'Ada', stories: [] };
const names = ['prod_a', 'prod_b', 'prod_c', 'prod_d'];

let engine: TestEngine;
let graph: TestGraph;
let sync: IndexSync;

beforeAll(async () => {
  engine = await openEngine();
  graph = await openGraph(Object.fromEntries(names.map((id) => [id, { ...item }])));
  sync = openSync();
});
afterAll(async () => {
  await graph.close();
  await engine.close();
});

/** The sync of a process that has just started, in two languages. */
function openSync(): IndexSync {
  const run = createGraphClient(graph.url, 5_000);
  const log = createLog('indexer', 'silent');
  const open = (language: 'EN' | 'FR') => {
    const index = openLiveIndex(engine.env.MEILI_URL, engine.env.MEILI_INDEX_KEY, language);
    return { index, lexicon: createLexicon({ index, language, readGroups: async () => [], log, readEvery: 600_000 }) };
  };
  const [english, french] = [open('EN'), open('FR')];
  return createIndexSync({
    ...english,
    translations: [{ language: 'FR', ...french }],
    catalogue: createCatalogue(run),
    feeds: [createFeed('commerce', run), createFeed('provenance', run), createFeed('journal', run)],
    sales: createSalesSync({
      indexes: [english.index, french.index],
      readRanks: () => readSalesRanks(run),
      log,
      every: 0,
    }),
    log,
    ...{ sweepEvery: 600_000, marketsEvery: 600_000 },
  });
}

function sell(...ranks: [string, number][]): void {
  graph.salesRanks.splice(0, Number.POSITIVE_INFINITY, ...ranks.map(([productId, rank]) => ({ productId, rank })));
}

/** Product → its rank, in each language. */
async function ranks() {
  const inLanguage = async (language: 'EN' | 'FR') => {
    const { results } = await engine.client.index(indexesIn(language).products).getDocuments({ limit: 100 });
    return Object.fromEntries(results.map(({ id, salesRank, title }) => [id, title ? salesRank : 'no document']));
  };
  const [english, french] = [await inLanguage('EN'), await inLanguage('FR')];
  expect(french).toEqual(english);
  return english;
}

const mark = () => connectEngine(engine.config).within(AbortSignal.timeout(20_000)).mark();

describe('The ranks of products that sell', () => {
  it('are in a new index from its first document on', async () => {
    sell(['prod_b', 1], ['prod_c', 2], ['prod_unknown', 3]);
    while (await sync.tick());

    expect(await ranks()).toEqual({ prod_a: null, prod_b: 1, prod_c: 2, prod_d: null });
  });

  it('follow the count, and nothing is written while it stays', async () => {
    sell(['prod_d', 1], ['prod_c', 2]);
    await sync.tick();
    expect(await ranks()).toEqual({ prod_a: null, prod_b: null, prod_c: 2, prod_d: 1 });

    const before = await mark();
    await sync.tick();
    expect(await mark()).toBe(before);
  });

  it('stay when a product changes, and are given to a new one', async () => {
    sell(['prod_e', 1], ['prod_d', 2]);
    graph.items.set('prod_e', { ...item });
    (graph.items.get('prod_d') as Item).title = 'Wide Band';
    for (const id of ['prod_d', 'prod_e']) graph.change('commerce', id);
    await sync.tick();

    expect(await ranks()).toEqual({ prod_a: null, prod_b: null, prod_c: null, prod_d: 2, prod_e: 1 });
  });

  it('stay while commerce is unavailable, also for a process that starts', async () => {
    graph.unavailable.add('commerce');
    sell();
    await sync.tick();
    sync = openSync();
    await sync.tick();
    const during = await ranks();
    graph.unavailable.clear();
    sync = openSync();
    await sync.tick();

    expect(during).toMatchObject({ prod_d: 2, prod_e: 1 });
    expect(Object.values(await ranks())).toEqual([null, null, null, null, null]);
  });
});

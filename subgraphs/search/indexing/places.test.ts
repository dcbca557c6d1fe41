import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createGraphClient } from '#kit/graph/graph-client.ts';
import { createLog } from '#kit/process/log.ts';
import { indexesIn } from '../meilisearch/client.ts';
import { openEngine, type TestEngine } from '../search.fixture.ts';
import { createCatalogue } from './catalogue.ts';
import { createFeed, createPlaceReader } from './feeds.ts';
import { type Item, openGraph, type TestGraph } from './graph.fixture.ts';
import { createIndexSync, type IndexSync } from './index-sync.ts';
import { openLiveIndex } from './live-index.ts';
import { createLexicon } from './words/lexicon.ts';

const item: Item = { title: 'Band', prices: { EUR: 400 }, material: 'Silver', artisan: 'Ada', stories: [] };

let engine: TestEngine;
let graph: TestGraph;
let sync: IndexSync;

beforeAll(async () => {
  engine = await openEngine();
  graph = await openGraph(Object.fromEntries(['prod_a', 'prod_b', 'prod_c'].map((id) => [id, { ...item }])));
  const run = createGraphClient(graph.url, 5_000);
  const log = createLog('indexer', 'silent');
  const open = (language: 'EN' | 'FR') => {
    const index = openLiveIndex(engine.env.MEILI_URL, engine.env.MEILI_INDEX_KEY, language);
    return { index, lexicon: createLexicon({ index, language, readGroups: async () => [], log, readEvery: 600_000 }) };
  };
  sync = createIndexSync({
    ...open('EN'),
    translations: [{ language: 'FR', ...open('FR') }],
    catalogue: createCatalogue(run, createPlaceReader(run)),
    feeds: [createFeed('commerce', run), createFeed('provenance', run), createFeed('journal', run)],
    log,
    ...{ sweepEvery: 600_000, marketsEvery: 600_000 },
  });
});
afterAll(async () => {
  await graph.close();
  await engine.close();
});

/** Product → its places, which are the same in each language. */
async function places() {
  const inLanguage = async (language: 'EN' | 'FR') => {
    const { results } = await engine.client.index(indexesIn(language).products).getDocuments({ limit: 100 });
    return Object.fromEntries(results.map(({ id, places }) => [id, places]));
  };
  const [english, french] = [await inLanguage('EN'), await inLanguage('FR')];
  expect(french).toEqual(english);
  return english;
}

function order(listId: string, ...productIds: string[]): void {
  const others = graph.places.filter((one) => one.listId !== listId);
  const placed = productIds.map((productId, place) => ({ listId, productId, place }));
  graph.places.splice(0, Number.POSITIVE_INFINITY, ...others, ...placed);
}

it('writes the places of products in all lists, and follows the editors as a change of the products', async () => {
  order('pcol_x', 'prod_b', 'prod_a');
  order('pcat_y', 'prod_gone', 'prod_b');
  while (await sync.tick());
  const built = await places();
  order('pcol_x', 'prod_c', 'prod_b');
  for (const id of ['prod_a', 'prod_b', 'prod_c']) graph.change('commerce', id);
  while (await sync.tick());

  expect(built).toEqual({ prod_a: { pcol_x: 1 }, prod_b: { pcol_x: 0, pcat_y: 1 }, prod_c: {} });
  expect(await places()).toEqual({ prod_a: {}, prod_b: { pcol_x: 1, pcat_y: 1 }, prod_c: { pcol_x: 0 } });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGraphClient } from '#kit/graph/graph-client.ts';
import { createLog } from '#kit/process/log.ts';
import { connectEngine, indexesIn } from '../meilisearch/client.ts';
import { markets, openEngine, type TestEngine } from '../search.fixture.ts';
import { createCatalogue } from './catalogue.ts';
import { createFeed } from './feeds.ts';
import { openGraph, type TestGraph } from './graph.fixture.ts';
import { createIndexSync, type IndexSync } from './index-sync.ts';
import { openLiveIndex } from './live-index.ts';
import { createLexicon } from './words/lexicon.ts';

let engine: TestEngine;
let graph: TestGraph;
let sync: IndexSync;

beforeAll(async () => {
  engine = await openEngine();
  graph = await openGraph({
    prod_ring: {
      title: 'Halo Ring',
      titles: { FR: 'Bague Halo' },
      prices: { EUR: 900 },
      material: 'Gold',
      artisan: 'Ida',
      stories: [],
    },
  });
  // An index of an earlier release, which was in English only.
  await engine.write('products_meta', [
    { id: 'progress', version: 'another', cursors: {} },
    { id: 'markets', ...markets },
  ]);
  sync = openSync();
});
afterAll(async () => {
  await graph.close();
  await engine.close();
});

function openSync(): IndexSync {
  const run = createGraphClient(graph.url, 5_000);
  const log = createLog('indexer', 'silent');
  const open = (language: 'EN' | 'FR') => {
    const index = openLiveIndex(engine.env.MEILI_URL, engine.env.MEILI_INDEX_KEY, language);
    return { index, lexicon: createLexicon({ index, language, readGroups: async () => [], log, readEvery: 600_000 }) };
  };
  return createIndexSync({
    ...open('EN'),
    translations: [{ language: 'FR', ...open('FR') }],
    catalogue: createCatalogue(run),
    feeds: [createFeed('commerce', run), createFeed('provenance', run), createFeed('journal', run)],
    log,
    ...{ sweepEvery: 600_000, marketsEvery: 600_000 },
  });
}

const documentsIn = async (language: 'EN' | 'FR') =>
  (await engine.client.index(indexesIn(language).products).getDocuments()).results.map(({ title, origin, price }) => ({
    title,
    origin,
    price,
  }));
const languages = async () => {
  const searching = connectEngine(engine.config).within(new AbortController().signal);
  return (await searching.markets(() => true)).languages;
};

describe('An index in another language', () => {
  it('is built with the English one, also in an installation that had that one only', async () => {
    const before = await languages();
    while ((await languages())?.length !== 2) await sync.tick();

    expect(before).toEqual(['EN']);
    expect(await documentsIn('EN')).toEqual([
      { title: 'Halo Ring', origin: ['Made in Germany', 'Made in Deutschland', 'German'], price: { EUR: 900 } },
    ]);
    expect(await documentsIn('FR')).toEqual([
      { title: 'Bague Halo', origin: ['Fabriqué en Allemagne', 'allemand', 'allemande'], price: { EUR: 900 } },
    ]);
    const { synonyms } = await engine.client.index('products_fr').getSettings();
    expect(synonyms).toMatchObject({ bagues: ['bague'] });
  });

  it('follows changes and removals, with three more requests for each language', async () => {
    while (await sync.tick());
    const before = graph.requests();
    await sync.tick();
    const idle = graph.requests() - before;
    const item = graph.items.get('prod_ring');
    if (item) item.titles = { FR: 'Anneau Halo' };
    graph.change('commerce', 'prod_ring');
    await sync.tick();
    const changed = graph.requests() - before - idle;
    const renamed = (await documentsIn('FR')).map(({ title }) => title);
    graph.items.delete('prod_ring');
    graph.change('commerce', 'prod_ring');
    await sync.tick();

    // The feeds; then also two currencies, provenance and journal, and in French commerce, provenance and journal.
    expect([idle, changed]).toEqual([3, 3 + 4 + 3]);
    expect(renamed).toEqual(['Anneau Halo']);
    expect([await documentsIn('EN'), await documentsIn('FR')]).toEqual([[], []]);
  });
});

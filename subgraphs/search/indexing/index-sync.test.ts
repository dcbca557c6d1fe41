import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createGraphClient } from '#kit/graph/graph-client.ts';
import { languages } from '#kit/graph/languages/language.ts';
import { createLog } from '#kit/process/log.ts';
import { connectEngine, indexes, indexesIn } from '../meilisearch/client.ts';
import { search } from '../query/search.ts';
import { openEngine, type TestEngine } from '../search.fixture.ts';
import { createCatalogue } from './catalogue.ts';
import { titleKeyOf } from './documents/title-key.ts';
import { documentVersion } from './documents/version.ts';
import { createFeed, createSynonymReader } from './feeds.ts';
import { type Item, openGraph, type TestGraph } from './graph.fixture.ts';
import { createIndexSync, type IndexSync } from './index-sync.ts';
import { openLiveIndex } from './live-index.ts';
import { createLexicon } from './words/lexicon.ts';

let engine: TestEngine;
let graph: TestGraph;
let sync: IndexSync;

const aurora = {
  ...{ id: 'pcol_aurora', handle: 'aurora', title: 'Aurora' },
  alternates: [
    { language: 'EN', handle: 'aurora' },
    { language: 'FR', handle: 'aurore' },
  ],
};
const ring: Item = {
  title: 'Halo Ring',
  collections: [aurora],
  prices: { EUR: 900.5, JPY: 148000 },
  material: 'Gold',
  artisan: 'Ida',
  stories: ['On gold'],
};
const band: Item = { title: 'Plain Band', prices: { EUR: 400 }, material: 'Silver', artisan: 'Ada', stories: [] };

beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

beforeEach(async () => {
  await engine.client.index(indexes.meta).deleteAllDocuments().waitTask();
  graph = await openGraph({ prod_ring: { ...ring }, prod_band: { ...band } });
  sync = openSync();
  await sync.tick();
});
afterEach(() => graph.close());

function openSync({ sweepEvery = 600_000, readEvery = 600_000, marketsEvery = 600_000 } = {}): IndexSync {
  const run = createGraphClient(graph.url, 5_000);
  const index = openLiveIndex(engine.env.MEILI_URL, engine.env.MEILI_INDEX_KEY);
  const log = createLog('indexer', 'silent');
  return createIndexSync({
    index,
    catalogue: createCatalogue(run),
    feeds: [createFeed('commerce', run), createFeed('provenance', run), createFeed('journal', run)],
    lexicon: createLexicon({ index, readGroups: () => createSynonymReader(run)('EN'), log, readEvery }),
    log,
    ...{ sweepEvery, marketsEvery },
  });
}

const item = (id: string) => graph.items.get(id) as Item;
const documents = async (index: string = indexes.products) =>
  (await engine.client.index(index).getDocuments({ limit: 100 })).results;
const titles = async () => (await documents()).map(({ title }) => title).sort();
const document = async (id: string) => (await documents()).find((one) => one.id === id);

/** Runs index syncs until the condition is true; fails after 100. */
async function tickUntil(isTrue: () => Promise<boolean>): Promise<void> {
  for (let ticks = 0; ticks < 100; ticks += 1) {
    await sync.tick().catch(() => {});
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The condition did not become true.');
}

describe('The first index sync', () => {
  it('builds the index from all sources', async () => {
    expect(await document('prod_ring')).toEqual({
      id: 'prod_ring',
      title: 'Halo Ring',
      titleKey: titleKeyOf('Halo Ring'),
      subtitle: null,
      description: null,
      collections: ['Aurora'],
      collectionIds: ['pcol_aurora'],
      collectionHandles: ['aurora', 'aurore'],
      collectionFacets: ['aurora|aurore/Aurora'],
      collectionTerms: ['pcol_aurora/Aurora'],
      categories: ['Rings', 'Jewellery'],
      categoryIds: ['pcat_rings', 'pcat_jewellery'],
      categoryHandles: ['rings', 'jewellery'],
      categoryFacets: ['rings/Rings', 'jewellery/Jewellery'],
      categoryTerms: ['pcat_rings/Rings', 'pcat_jewellery/Jewellery'],
      tags: [],
      options: ['52', '54'],
      optionFacets: ['Size/52', 'Size/54'],
      skus: ['SKU-prod_ring'],
      codes: [],
      barcodes: ['9520000020026', '09520000020026'],
      price: { EUR: 900.5, JPY: 148000 },
      priceSteps: { EUR: 800, JPY: 100000 },
      onSale: { EUR: false, JPY: false },
      restrictedCountries: ['US'],
      availableForSale: true,
      createdAt: Date.parse('2026-01-01'),
      materials: ['Gold'],
      materialIds: ['mat_Gold'],
      materialFacets: ['mat_Gold/Gold'],
      materialKinds: ['METAL'],
      certifications: ['RJC'],
      place: 'Idar-Oberstein',
      countryCode: 'DE',
      origin: ['Made in Germany', 'Made in Deutschland', 'German'],
      gtins: ['9520000010010', '09520000010010'],
      carbonKg: 2.5,
      artisan: 'Ida',
      artisanId: 'art_Ida',
      artisanFacet: 'art_Ida/Ida',
      stories: ['On gold'],
      storyFacets: ['story_On gold/On gold'],
      salesRank: null,
      places: {},
    });
    expect((await document('prod_band'))?.price).toEqual({ EUR: 400 });
  });

  it('finds a product in each of its collections', async () => {
    const gifts = { id: 'pcol_gifts', handle: 'gifts', title: 'Gifts' };
    item('prod_ring').collections = [aurora, gifts];
    item('prod_band').collections = [gifts];
    for (const id of ['prod_ring', 'prod_band']) graph.change('commerce', id);
    await sync.tick();

    const market = {
      engine: connectEngine(engine.config).within(AbortSignal.timeout(20_000)),
      currency: 'EUR',
      country: null,
    };
    const productsOf = async (id: string) => {
      const { nodes } = await search({}, market, { field: 'Collection.search', id, attribute: 'collectionIds' });
      return nodes.map((node) => node?.id).sort();
    };

    expect(await productsOf('pcol_gifts')).toEqual(['prod_band', 'prod_ring']);
    expect(await productsOf('pcol_aurora')).toEqual(['prod_ring']);
    expect((await document('prod_ring'))?.collectionFacets).toEqual(['aurora|aurore/Aurora', 'gifts/Gifts']);
    expect((await documents(indexes.terms)).filter(({ kind }) => kind === 'COLLECTION')).toMatchObject([
      { text: 'Aurora', count: 1 },
      { text: 'Gifts', count: 2 },
    ]);
  });

  it('saves the completions, the markets, the lexicon and the cursors', async () => {
    const terms = (await documents(indexes.terms))
      .map(({ kind, text, target, count }) => `${kind} ${text} (${target}) ${count}`)
      .sort();

    expect(terms).toEqual([
      'ARTICLE On gold (story_On gold) 1',
      'ARTISAN Ada (art_Ada) 1',
      'ARTISAN Ida (art_Ida) 1',
      'CATEGORY Jewellery (pcat_jewellery) 2',
      'CATEGORY Rings (pcat_rings) 2',
      'COLLECTION Aurora (pcol_aurora) 1',
      'MATERIAL Gold (mat_Gold) 1',
      'MATERIAL Silver (mat_Silver) 1',
    ]);
    expect(await documents(indexes.meta)).toEqual([
      { id: 'markets', defaultCurrency: 'EUR', currencies: ['EUR', 'JPY'], currencyOf: { FR: 'EUR', JP: 'JPY' } },
      {
        id: 'lexicon',
        vocabulary: [
          ...['ada', 'aurora', 'band', 'deutschland', 'german', 'germany', 'gold', 'halo', 'ida', 'idar', 'in'],
          ...['jewellery', 'made', 'metal', 'oberstein', 'plain', 'ring', 'rings', 'silver'],
        ],
        groups: [],
        phrases: [],
      },
      {
        id: 'progress',
        version: documentVersion,
        cursors: { commerce: '1.0', provenance: '1.0', journal: '1.0' },
        languages: ['EN'],
      },
    ]);
    expect(sync.status()).toEqual({ isBuilt: true, syncedAt: {} });
  });
});

describe('A new market', () => {
  it('is known immediately, and has prices after all products have been read again', async () => {
    sync = openSync({ marketsEvery: 0 });
    await sync.tick();
    graph.markets.push(['KWD', 'KW']);
    item('prod_ring').prices.KWD = 275.125;
    await sync.tick();
    const [markets] = await documents(indexes.meta);
    await tickUntil(async () => (await document('prod_ring'))?.price.KWD !== undefined);

    expect(markets).toMatchObject({ currencies: ['EUR', 'JPY', 'KWD'], currencyOf: { KW: 'KWD' } });
    expect((await document('prod_ring'))?.price).toEqual({ EUR: 900.5, JPY: 148000, KWD: 275.125 });
  });

  it('is read again after commerce was unavailable', async () => {
    sync = openSync({ marketsEvery: 0 });
    graph.unavailable.add('commerce');
    await sync.tick().catch(() => {});
    graph.unavailable.delete('commerce');
    graph.markets.push(['KWD', 'KW']);
    await tickUntil(async () => (await documents(indexes.meta)).some(({ currencies }) => currencies?.includes('KWD')));
  });
});

describe('An index sync', () => {
  it('costs three requests when nothing has changed', async () => {
    await sync.tick();
    const before = graph.requests();
    await sync.tick();

    expect(graph.requests() - before).toBe(3);
  });

  it('applies a change of each source', async () => {
    item('prod_ring').title = 'Corona Ring';
    item('prod_ring').prices = { EUR: 950 };
    graph.change('commerce', 'prod_ring');
    item('prod_band').material = 'Platinum';
    graph.change('provenance', 'prod_band');
    item('prod_band').stories = ['On silver'];
    graph.change('journal', 'prod_band');

    await sync.tick();

    expect(await document('prod_ring')).toMatchObject({ title: 'Corona Ring', price: { EUR: 950 } });
    expect((await document('prod_ring'))?.price).toEqual({ EUR: 950 });
    expect(await document('prod_band')).toMatchObject({ materials: ['Platinum'], stories: ['On silver'] });
    const terms = (await documents(indexes.terms)).map(({ text }) => text).sort();
    expect(terms).toEqual(['Ada', 'Aurora', 'Gold', 'Ida', 'Jewellery', 'On gold', 'On silver', 'Platinum', 'Rings']);
  });

  it('adds new products, removes those no longer sold, and reports whether more changes follow', async () => {
    graph.items.set('prod_new', { ...band, title: 'New Band' });
    graph.items.delete('prod_ring');
    for (const id of ['prod_new', 'prod_ring', 'prod_band']) graph.change('commerce', id);

    const more = [await sync.tick(), await sync.tick()];

    expect(more).toEqual([true, false]);
    expect(await titles()).toEqual(['New Band', 'Plain Band']);
    expect(await document('prod_new')).toMatchObject({ materials: ['Silver'], artisan: 'Ada' });
  });

  it('reads a changed product again later, because the first read may return cached values', async () => {
    graph.change('commerce', 'prod_band');
    await sync.tick();
    item('prod_band').title = 'Late Band';

    await tickUntil(async () => (await titles()).includes('Late Band'));

    expect(await titles()).toEqual(['Halo Ring', 'Late Band']);
  });

  it('continues from the saved cursors of another process', async () => {
    item('prod_band').title = 'Renamed Before Restart';
    graph.change('commerce', 'prod_band');

    sync = openSync();
    await sync.tick();

    expect(await titles()).toEqual(['Halo Ring', 'Renamed Before Restart']);
  });
});

describe('While the journal is unavailable', () => {
  it('changes of other sources are applied, and its own after it recovers', async () => {
    graph.unavailable.add('journal');
    item('prod_ring').title = 'Corona Ring';
    graph.change('commerce', 'prod_ring');
    item('prod_ring').stories = ['On silver'];
    graph.change('journal', 'prod_ring');

    await sync.tick();
    const during = await document('prod_ring');
    graph.unavailable.clear();
    await tickUntil(async () => (await document('prod_ring'))?.stories.includes('On silver'));

    expect(during).toMatchObject({ title: 'Corona Ring', stories: ['On gold'], artisan: 'Ida' });
    expect(await document('prod_ring')).toMatchObject({ title: 'Corona Ring', stories: ['On silver'], artisan: 'Ida' });
  });

  it('a new index is built only if the live one is empty', async () => {
    graph.unavailable.add('journal');
    graph.resetFeeds();
    await expect(sync.tick()).rejects.toThrow('journal is unavailable');
    const kept = await document('prod_ring');
    await engine.client.index(indexes.products).deleteAllDocuments().waitTask();
    await engine.client.index(indexes.meta).deleteAllDocuments().waitTask();

    await sync.tick();

    expect(kept).toMatchObject({ artisan: 'Ida' });
    expect(await document('prod_ring')).toMatchObject({
      title: 'Halo Ring',
      materials: ['Gold'],
      artisan: null,
      stories: [],
    });
  });
});

describe('No change is lost', () => {
  beforeEach(() => {
    item('prod_band').title = 'Renamed Band';
    graph.change('commerce', 'prod_band');
  });

  it('while commerce is unavailable', async () => {
    await sync.tick();
    item('prod_band').title = 'Renamed Again';
    graph.change('commerce', 'prod_band');
    graph.unavailable.add('commerce');
    await sync.tick();
    const during = await titles();
    graph.unavailable.clear();
    await tickUntil(async () => (await titles()).includes('Renamed Again'));

    expect(during).toEqual(['Halo Ring', 'Renamed Band']);
  });

  it('while the search engine is unavailable', async () => {
    await engine.stop();
    await expect(sync.tick()).rejects.toThrow();
    await engine.start();
    await sync.tick();

    expect(await titles()).toEqual(['Halo Ring', 'Renamed Band']);
  });

  it('when a feed rejects its cursor: the index is rebuilt', async () => {
    graph.resetFeeds();
    await sync.tick();

    expect(await titles()).toEqual(['Halo Ring', 'Renamed Band']);
    expect(await engine.client.getIndexes().then(({ results }) => results.map(({ uid }) => uid).sort())).toEqual(
      [
        indexes.meta,
        indexes.pins,
        ...languages.map(indexesIn).flatMap(({ products, terms, content }) => [products, terms, content]),
      ].sort(),
    );
  });

  it('when documents have another version: the index is rebuilt with its settings', async () => {
    const { synonyms: _, typoTolerance: __, ...settings } = await engine.client.index(indexes.products).getSettings();
    await engine.write(indexes.meta, [{ id: 'progress', version: 'another', cursors: {} }]);
    graph.items.delete('prod_ring');

    await sync.tick();

    expect(await titles()).toEqual(['Renamed Band']);
    const { synonyms, typoTolerance, ...kept } = await engine.client.index(indexes.products).getSettings();
    expect(kept).toEqual(settings);
    expect(typoTolerance?.disableOnAttributes).toContain('description');
    // Names of products that are no longer sold are not in the synonyms either.
    expect(Object.keys(synonyms ?? {})).not.toContain('halos');
    expect(synonyms).toMatchObject({ ring: ['rings'], jewelry: ['jewellery'], renameds: ['renamed'] });
  });
});

describe('The sweep', () => {
  it('finds changed, new and removed products that no feed reported', async () => {
    graph.resetFeeds();
    sync = openSync({ sweepEvery: 1 });
    await sync.tick();
    item('prod_band').title = 'Changed Unreported';
    graph.items.delete('prod_ring');
    graph.items.set('prod_new', { ...ring, title: 'Added Unreported' });

    await tickUntil(async () => (await titles()).join() === 'Added Unreported,Changed Unreported');

    expect((await document('prod_new'))?.artisan).toBe('Ida');
  });
});

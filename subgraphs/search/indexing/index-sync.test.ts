import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import { indexes } from '../meilisearch/client.ts';
import { openEngine, type TestEngine } from '../search.fixture.ts';
import { readThrough } from './catalogue.ts';
import { documentVersion } from './document.ts';
import { feedOf, readSynonymGroups } from './feeds.ts';
import { type Item, openGraph, type TestGraph } from './graph.fixture.ts';
import { connectGraph } from './graph.ts';
import { createKeeper, type Keeper } from './index-sync.ts';
import { openLiveIndex } from './live-index.ts';
import { createLexicon } from './words/lexicon.ts';
import { titleKeyOf } from './words/title-key.ts';

let engine: TestEngine;
let graph: TestGraph;
let keeper: Keeper;

const aurora = { handle: 'aurora', title: 'Aurora' };
const ring: Item = {
  title: 'Halo Ring',
  collection: aurora,
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
  keeper = keep();
  await keeper.turn();
});
afterEach(() => graph.close());

function keep({ sweepEvery = 600_000, readEvery = 600_000, marketsEvery = 600_000 } = {}): Keeper {
  const ask = connectGraph(graph.url, 5_000);
  const index = openLiveIndex(engine.env.MEILI_URL, engine.env.MEILI_INDEX_KEY);
  const log = createLog('indexer', 'silent');
  return createKeeper({
    index,
    catalogue: readThrough(ask),
    feeds: [feedOf('commerce', ask), feedOf('provenance', ask), feedOf('journal', ask)],
    lexicon: createLexicon({ index, readGroups: () => readSynonymGroups(ask), log, readEvery }),
    log,
    ...{ sweepEvery, marketsEvery },
  });
}

const item = (id: string) => graph.items.get(id) as Item;
const documents = async (index: string = indexes.products) =>
  (await engine.client.index(index).getDocuments({ limit: 100 })).results;
const titles = async () => (await documents()).map(({ title }) => title).sort();
const document = async (id: string) => (await documents()).find((one) => one.id === id);

/** Turns until it is so; fails after 100 turns. */
async function turnUntil(isSo: () => Promise<boolean>): Promise<void> {
  for (let turns = 0; turns < 100; turns += 1) {
    await keeper.turn().catch(() => {});
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come about.');
}

describe('The first turn', () => {
  it('builds the index with all that the sources know', async () => {
    expect(await document('prod_ring')).toEqual({
      id: 'prod_ring',
      title: 'Halo Ring',
      titleKey: titleKeyOf('Halo Ring'),
      subtitle: null,
      description: null,
      collection: 'Aurora',
      collectionHandle: 'aurora',
      collectionFacet: 'aurora/Aurora',
      categories: ['Rings', 'Jewellery'],
      categoryHandles: ['rings', 'jewellery'],
      categoryFacets: ['rings/Rings', 'jewellery/Jewellery'],
      tags: [],
      options: ['52', '54'],
      skus: ['SKU-prod_ring'],
      codes: [],
      price: { EUR: 900.5, JPY: 148000 },
      onSale: { EUR: false, JPY: false },
      availableForSale: true,
      createdAt: Date.parse('2026-01-01'),
      materials: ['Gold'],
      materialKinds: ['METAL'],
      certifications: ['RJC'],
      place: 'Idar-Oberstein',
      countryCode: 'DE',
      origin: ['Made in Germany', 'Made in Deutschland', 'German'],
      gtins: ['09520000010010', '9520000010010'],
      carbonKg: 2.5,
      artisan: 'Ida',
      stories: ['On gold'],
    });
    expect((await document('prod_band'))?.price).toEqual({ EUR: 400 });
  });

  it('notes the words to complete, the markets, and how far it has come', async () => {
    const terms = (await documents(indexes.terms)).map(({ kind, text, count }) => [kind, text, count].join(' ')).sort();

    expect(terms).toEqual([
      'ARTISAN Ada 1',
      'ARTISAN Ida 1',
      'COLLECTION Aurora 1',
      'MATERIAL Gold 1',
      'MATERIAL Silver 1',
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
      { id: 'progress', version: documentVersion, cursors: { commerce: '1.0', provenance: '1.0', journal: '1.0' } },
    ]);
    expect(keeper.status()).toEqual({ isBuilt: true, syncedAt: {} });
  });
});

describe('A new market', () => {
  it('is known at once, and has its prices when all products have been read again', async () => {
    keeper = keep({ marketsEvery: 0 });
    await keeper.turn();
    graph.markets.push(['KWD', 'KW']);
    item('prod_ring').prices.KWD = 275.125;
    await keeper.turn();
    const [markets] = await documents(indexes.meta);
    await turnUntil(async () => (await document('prod_ring'))?.price.KWD !== undefined);

    expect(markets).toMatchObject({ currencies: ['EUR', 'JPY', 'KWD'], currencyOf: { KW: 'KWD' } });
    expect((await document('prod_ring'))?.price).toEqual({ EUR: 900.5, JPY: 148000, KWD: 275.125 });
  });

  it('is asked for again when the graph could not tell of it', async () => {
    keeper = keep({ marketsEvery: 0 });
    graph.away.add('commerce');
    await keeper.turn().catch(() => {});
    graph.away.delete('commerce');
    graph.markets.push(['KWD', 'KW']);
    await turnUntil(async () => (await documents(indexes.meta)).some(({ currencies }) => currencies?.includes('KWD')));
  });
});

describe('A turn', () => {
  it('takes three requests where nothing has changed', async () => {
    await keeper.turn();
    const before = graph.requests();
    await keeper.turn();

    expect(graph.requests() - before).toBe(3);
  });

  it('follows a change in each source', async () => {
    item('prod_ring').title = 'Corona Ring';
    item('prod_ring').prices = { EUR: 950 };
    graph.tell('commerce', 'prod_ring');
    item('prod_band').material = 'Platinum';
    graph.tell('provenance', 'prod_band');
    item('prod_band').stories = ['On silver'];
    graph.tell('journal', 'prod_band');

    await keeper.turn();

    expect(await document('prod_ring')).toMatchObject({ title: 'Corona Ring', price: { EUR: 950 } });
    expect((await document('prod_ring'))?.price).toEqual({ EUR: 950 });
    expect(await document('prod_band')).toMatchObject({ materials: ['Platinum'], stories: ['On silver'] });
    const terms = (await documents(indexes.terms)).map(({ text }) => text).sort();
    expect(terms).toEqual(['Ada', 'Aurora', 'Gold', 'Ida', 'Platinum']);
  });

  it('adds what is new, drops what is gone, and says when more is waiting', async () => {
    graph.items.set('prod_new', { ...band, title: 'New Band' });
    graph.items.delete('prod_ring');
    for (const id of ['prod_new', 'prod_ring', 'prod_band']) graph.tell('commerce', id);

    const more = [await keeper.turn(), await keeper.turn()];

    expect(more).toEqual([true, false]);
    expect(await titles()).toEqual(['New Band', 'Plain Band']);
    expect(await document('prod_new')).toMatchObject({ materials: ['Silver'], artisan: 'Ada' });
  });

  it('looks again a little later, lest it was told of a change before it could be read', async () => {
    graph.tell('commerce', 'prod_band');
    await keeper.turn();
    item('prod_band').title = 'Late Band';

    await turnUntil(async () => (await titles()).includes('Late Band'));

    expect(await titles()).toEqual(['Halo Ring', 'Late Band']);
  });

  it('goes on where another left off', async () => {
    item('prod_band').title = 'Renamed Meanwhile';
    graph.tell('commerce', 'prod_band');

    keeper = keep();
    await keeper.turn();

    expect(await titles()).toEqual(['Halo Ring', 'Renamed Meanwhile']);
  });
});

describe('While the journal is away', () => {
  it('the other sources are followed, and its changes are taken up when it is back', async () => {
    graph.away.add('journal');
    item('prod_ring').title = 'Corona Ring';
    graph.tell('commerce', 'prod_ring');
    item('prod_ring').stories = ['On silver'];
    graph.tell('journal', 'prod_ring');

    await keeper.turn();
    const meanwhile = await document('prod_ring');
    graph.away.clear();
    await turnUntil(async () => (await document('prod_ring'))?.stories.includes('On silver'));

    expect(meanwhile).toMatchObject({ title: 'Corona Ring', stories: ['On gold'], artisan: 'Ida' });
    expect(await document('prod_ring')).toMatchObject({ title: 'Corona Ring', stories: ['On silver'], artisan: 'Ida' });
  });

  it('an index is built only where there is none to lose', async () => {
    graph.away.add('journal');
    graph.forgetFeeds();
    await expect(keeper.turn()).rejects.toThrow('journal is away');
    const kept = await document('prod_ring');
    await engine.client.index(indexes.products).deleteAllDocuments().waitTask();
    await engine.client.index(indexes.meta).deleteAllDocuments().waitTask();

    await keeper.turn();

    expect(kept).toMatchObject({ artisan: 'Ida' });
    expect(await document('prod_ring')).toMatchObject({
      title: 'Halo Ring',
      materials: ['Gold'],
      artisan: null,
      stories: [],
    });
  });
});

describe('Nothing is lost', () => {
  beforeEach(() => {
    item('prod_band').title = 'Renamed Band';
    graph.tell('commerce', 'prod_band');
  });

  it('while commerce is away', async () => {
    await keeper.turn();
    item('prod_band').title = 'Renamed Again';
    graph.tell('commerce', 'prod_band');
    graph.away.add('commerce');
    await keeper.turn();
    const meanwhile = await titles();
    graph.away.clear();
    await turnUntil(async () => (await titles()).includes('Renamed Again'));

    expect(meanwhile).toEqual(['Halo Ring', 'Renamed Band']);
  });

  it('while the search engine is away', async () => {
    await engine.stop();
    await expect(keeper.turn()).rejects.toThrow();
    await engine.start();
    await keeper.turn();

    expect(await titles()).toEqual(['Halo Ring', 'Renamed Band']);
  });

  it('when a feed refuses its cursor: the index is built anew', async () => {
    graph.forgetFeeds();
    await keeper.turn();

    expect(await titles()).toEqual(['Halo Ring', 'Renamed Band']);
    expect(await engine.client.getIndexes().then(({ results }) => results.map(({ uid }) => uid).sort())).toEqual(
      [indexes.meta, indexes.products, indexes.terms].sort(),
    );
  });

  it('when documents are of another version: the index is built anew with its settings', async () => {
    const { synonyms: _, typoTolerance: __, ...settings } = await engine.client.index(indexes.products).getSettings();
    await engine.write(indexes.meta, [{ id: 'progress', version: documentVersion - 1, cursors: {} }]);
    graph.items.delete('prod_ring');

    await keeper.turn();

    expect(await titles()).toEqual(['Renamed Band']);
    const { synonyms, typoTolerance, ...kept } = await engine.client.index(indexes.products).getSettings();
    expect(kept).toEqual(settings);
    expect(typoTolerance?.disableOnAttributes).toContain('description');
    // What is no longer sold is not looked up either.
    expect(Object.keys(synonyms ?? {})).not.toContain('halos');
    expect(synonyms).toMatchObject({ ring: ['rings'], jewelry: ['jewellery'], renameds: ['renamed'] });
  });
});

describe('The sweep', () => {
  it('finds what no feed told: what changed, what is new, what is gone', async () => {
    graph.forgetFeeds();
    keeper = keep({ sweepEvery: 1 });
    await keeper.turn();
    item('prod_band').title = 'Changed in Silence';
    graph.items.delete('prod_ring');
    graph.items.set('prod_new', { ...ring, title: 'Arrived in Silence' });

    await turnUntil(async () => (await titles()).join() === 'Arrived in Silence,Changed in Silence');

    expect((await document('prod_new'))?.artisan).toBe('Ida');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { products } from '#catalogue/products/products.ts';
import { synonyms } from '#catalogue/synonyms.ts';
import { createLog } from '#kit/process/log.ts';
import { attributesWith, filterableAttributes } from '#kit/stores/search-attributes.ts';
import { seededDocuments } from '#tests/support/subgraphs/search-documents.ts';
import { classOf, searchedAttributes } from '../attributes.ts';
import { openLiveIndex } from '../indexing/live-index.ts';
import { createLexicon, type Lexicon } from '../indexing/words/lexicon.ts';
import { connectEngine, type Engine, indexes } from '../meilisearch/client.ts';
import type { SynonymGroup } from '../meilisearch/records.ts';
import { openEngine, type TestEngine } from '../search.fixture.ts';
import { search } from './search.ts';
import { suggest } from './suggest.ts';

/** Queries of shoppers over the seeded catalogue, indexed by the rules of the indexer. */
let server: TestEngine;
let engine: Engine;
let lexicon: Lexicon;
let calls = 0;
const english = synonyms.filter(({ language = 'EN' }) => language === 'EN');
let groups: SynonymGroup[] = english;

beforeAll(async () => {
  server = await openEngine();
  const documents = seededDocuments();
  const log = createLog('test', 'silent');
  const index = openLiveIndex(server.env.MEILI_URL, server.env.MEILI_INDEX_KEY);
  lexicon = createLexicon({ index, readGroups: async () => groups, log, readEvery: 0 });
  await index.write(documents);
  await lexicon.addDocuments(documents);
  await lexicon.sync();
  const connected = connectEngine(server.config).within(new AbortController().signal);
  engine = {
    ...connected,
    run: (queries) => {
      calls += 1;
      return connected.run(queries);
    },
  };
});
afterAll(() => server.close());

type Args = Parameters<typeof search>[0];

async function find(query: string, args: Partial<Args> = {}, country: string | null = null) {
  const { nodes, ...rest } = await search({ query, facets: [], ...args }, { engine, currency: 'EUR', country });
  return { ...rest, handles: (nodes as unknown as { id: string }[]).map(({ id }) => id.replace('prod_', '')) };
}

const bags = ['meridian-folio', 'scree-satchel', 'ember-tote'];
const toteFirst = ['ember-tote', 'meridian-folio', 'scree-satchel'];
const rings = ['headwater-ring', 'ananea-ring'];
const scarves = ['eight-dips-scarf', 'haar-wrap', 'tideline-stole'];
const lamps = ['plumb-floor-lamp', 'banked-fire-lamp'];
const italian = ['understory-notebook', 'tideline-card-case', ...bags];
const japanese = ['tideline-stole', 'eight-dips-scarf'];
const shetland = ['taatit-cushion', 'haaf-rug', 'simmer-dim-throw', 'haar-wrap'];
const jewellery = ['low-water-bangle', 'ichu-bracelet', ...rings];
const leather = [
  ...['tideline-card-case', 'meridian-folio', 'scree-satchel', 'ember-tote', 'understory-notebook'],
  ...['tilt-writing-box', 'waypost-clock'],
];

describe('A search for', () => {
  it.each([
    // Words that no product has.
    ['luxury porcelain vase', ['first-firing-vase']],
    ['designer lamp', lamps],
    ['new ring', rings],
    ['vintage gold ring', rings],
    ['buy leather tote', toteFirst],
    ['cheap leather tote', toteFirst],
    ['best leather tote', toteFirst],
    ['womens leather tote', toteFirst],
    ['leather tote cheap', toteFirst],
    ['leather tote for women', toteFirst],
    ['looking for a leather bag', bags],
    ['i want a scarf', scarves],
    ['hermes scarf', scarves],
    ['👜 tote', toteFirst],
    ['tote 👜', toteFirst],
    // Typing errors next to correct words.
    ['brown leather bag', ['meridian-folio', 'ember-tote']],
    ["women's leather tote", toteFirst],
    ['how do i clean a leather bag please', bags],
    ['show me scarves', ['haar-wrap', 'tideline-stole', 'eight-dips-scarf']],
    ["women's necklace", []],
    // Queries of which no product has all words.
    ['silver vase', ['first-firing-vase']],
    ['leather scarf', scarves],
    ['sofa cushions', ['taatit-cushion', 'haaf-rug']],
    ['2 lamps under 300', lamps],
    ['desk lamp', lamps],
    ['lamp for my desk', lamps],
    ['cushion with throws', ['taatit-cushion', 'haaf-rug']],
    // Words of other languages that equal English stop words without their accents.
    ['sac à main', []],
    ['vase à fleurs', ['first-firing-vase']],
    // Countries and places of origin.
    ['Italy', italian],
    ['italian', italian],
    ['italian bag', bags],
    ['made in italy', italian],
    ['japanese', japanese],
    ['made in japan', japanese],
    ['Tuscany', italian],
    ['Limoges', ['breath-vessel', 'hearth-candle', 'neap-bowl', 'first-firing-vase']],
    ['scottish', shetland],
    ['Paris', []],
    ['made in usa', []],
    ['made in china', []],
    ['bone china vase', ['first-firing-vase']],
    ['"made in japan"', japanese],
    // Numbers, spellings, synonyms.
    ['glasses', ['tarn-tumblers', 'tarn-carafe', 'banked-fire-lamp', 'waypost-clock', 'meridian-clock']],
    ['totes', toteFirst],
    ['scarfs', ['haar-wrap', 'tideline-stole', 'eight-dips-scarf']],
    ['wallets', ['tideline-card-case']],
    ['watches', ['waypost-clock', 'meridian-clock']],
    ['knives', []],
    ['jewelry', jewellery],
    ['jewellery', jewellery],
    ['purse', bags],
    ['handbags', bags],
    ['couch', ['almindingen-stool']],
    ['side table', ['almindingen-stool']],
    // Correct words that are similar to others: thrown porcelain is not a throw.
    ['throw', ['simmer-dim-throw']],
    ['throws', ['simmer-dim-throw']],
    ['thrown', ['breath-vessel', 'neap-bowl', 'first-firing-vase', 'hearth-candle']],
    ['thrwon', ['breath-vessel', 'neap-bowl', 'first-firing-vase', 'hearth-candle']],
    // Typing errors, phrases, exclusions, other scripts, markup.
    ['lether', leather],
    ['celestin', ['waypost-clock', 'meridian-clock', 'plumb-pen']],
    ['ｔｏｔｅ', toteFirst],
    ['ﬁrst', ['first-firing-vase']],
    ['"writing box"', ['tilt-writing-box']],
    ['"box writing"', []],
    ['lamp -floor', ['banked-fire-lamp']],
    ['carafe -dishwasher', []],
    ['日本の皿', []],
    ['도자기', []],
    ['瓷器 ผ้า', []],
    ['<script>alert("tote")</script>', ['ember-tote']],
    ["'; drop table tumblers; --", ['tarn-tumblers']],
    ['x'.repeat(200), []],
  ])('%j', async (query, handles) => {
    const found = await find(query);

    expect(found.handles).toEqual(handles);
    expect(found.totalCount).toBe(handles.length);
  });

  it.each(['', '  ', '***', '%', '👜', 'please', 'the'])('%j finds everything', async (query) => {
    expect((await find(query)).totalCount).toBe(28);
  });
});

describe('An article number', () => {
  it('can be the barcode of a variant, with and without leading zeros', async () => {
    const place = products.findIndex(({ handle }) => handle === 'ember-tote');
    const barcode = `952100010${String(place).padStart(2, '0')}01`;
    for (const query of [barcode, `0${barcode}`, `EAN ${barcode}`])
      expect((await find(query)).handles).toEqual(['ember-tote']);
  });

  it.each([
    ...['AX-1001-CRU-M', 'ax-1001-cru', 'AX-1001', 'AX1001', '1001', 'AX 1001 CRU M', 'AX1001CRUM', '1001-CRU'],
    ...['09520000010010', '9520000010010', 'SKU AX-1001', '#AX-1001', 'ax_1001'],
    ...['0 952000 001001 0', '9520 0000 1001 0', '952-0000-01001-0', 'EAN: 9520000010010', 'GTIN 0952 0000 0100 10'],
  ])('%j finds its product only, in every sort order and in the facets', async (query) => {
    for (const sort of ['RELEVANCE', 'PRICE_ASC'] as const) {
      const found = await find(query, { sort, facets: ['ARTISAN'] });

      expect([found.handles, found.totalCount]).toEqual([['ember-tote'], 1]);
      expect(found.facets).toMatchObject([{ values: [{ value: 'Ilaria Vannozzi', count: 1 }] }]);
    }
  });

  it.each([
    ['AX-9999', []],
    ['AX-1001-CRU-X', []],
    ['AX-10011', []],
    ['bag 1001 nights', bags],
    ['1001 scarves', ['haar-wrap', 'tideline-stole', 'eight-dips-scarf']],
    ['ring size 52', rings],
    ['18-carat', ['low-water-bangle', ...rings]],
  ])('is not assumed in %j', async (query, handles) => {
    expect((await find(query)).handles).toEqual(handles);
  });

  it('is found by its prefix, and highlighted', async () => {
    expect((await find('AX-100')).totalCount).toBe(9);
    expect((await find('ax1001c')).edges[0]?.highlights).toEqual([
      { field: 'SKU', html: '<mark>AX-1001-C</mark>RU-M' },
    ]);
  });
});

describe('A query', () => {
  it('costs two calls to the engine, one without words, and three if no product has all of its words', async () => {
    const facets = ['CATEGORY', 'MATERIAL', 'PRICE'] as const;
    const cost = async (query: string, args: Partial<Args> = {}) => {
      calls = 0;
      await find(query, args);
      return calls;
    };
    const filter = { categories: ['bags'], materials: ['Caux linen'] };

    expect(await cost('')).toBe(1);
    expect(await cost('tote')).toBe(2);
    expect(await cost('how do i clean a cheap brown lether bag from italy', { facets: [...facets], filter })).toBe(2);
    expect(await cost('AX-1001-CRU-M', { facets: [...facets] })).toBe(2);
    expect(await cost('hermes', { facets: [...facets] })).toBe(2);
    expect(await cost('silver vase', { sort: 'PRICE_DESC', filter })).toBe(3);
    expect(await cost('silver vase with brown brass leather handle', { facets: [...facets], filter })).toBe(3);
  });

  it('returns the words that every hit has and the words that no product has', async () => {
    const words = async (query: string) => {
      const { matchedWords, ignoredWords } = await find(query);
      return [matchedWords, ignoredWords];
    };

    expect(await words('please find a Cheap leather Tote')).toEqual([['leather', 'Tote'], ['Cheap']]);
    expect(await words('silver vase')).toEqual([['vase'], []]);
    expect(await words('hermes')).toEqual([[], ['hermes']]);
    expect(await words('AX')).toEqual([['AX'], []]);
    expect(await words('')).toEqual([[], []]);
  });

  it('costs one search for each option that the filter names, in the same call', async () => {
    const values = ['Cru', 'M', 'none'];
    const options = ['Colour', 'Size', 'Finish'].map((name) => ({ name, values }));
    calls = 0;
    const { facets } = await find('tote', { facets: ['OPTION', 'PRICE', 'MATERIAL'], filter: { options } });

    expect(calls).toBe(2);
    expect(facets.map(({ name, label }) => `${name} ${label}`)).toEqual([
      ...['OPTION Colour', 'OPTION Finish', 'OPTION Size', 'PRICE Price', 'MATERIAL Material'],
    ]);
  });

  it('is filtered by the ids that facets return', async () => {
    const { facets } = await find('', { facets: ['MATERIAL', 'ARTISAN'] });
    for (const { name, values } of facets) {
      const [first] = values;
      const filter = { [name === 'MATERIAL' ? 'materialIds' : 'artisanIds']: [first?.filterId as string] };
      const found = await find('', { filter, facets: [name] });

      expect(found.totalCount).toBe(first?.count);
      expect(found.facets[0]?.values.filter(({ selected }) => selected)).toEqual([
        { ...first, selected: true, filter: {} },
      ]);
    }
  });

  it('finds the same products in every sort order, with the same facets', async () => {
    const orders = ['PRICE_ASC', 'PRICE_DESC', 'CREATED_AT_DESC', 'TITLE_ASC', 'CARBON_ASC', 'BEST_SELLING'] as const;
    const sorts = ['RELEVANCE', ...orders] as const;
    for (const query of ['cheap leather tote', 'silver vase', 'leathr bag', 'made in italy']) {
      const found = await Promise.all(sorts.map((sort) => find(query, { sort, facets: ['CATEGORY'] })));
      const [first] = found;
      for (const other of found) {
        expect(other.handles.toSorted()).toEqual(first?.handles.toSorted());
        expect([other.totalCount, other.facets]).toEqual([first?.totalCount, first?.facets]);
      }
    }
  });

  it('returns every hit exactly once across pages when optional words affect the order', async () => {
    const whole = await find('lether bags for work');
    const first = await find('lether bags for work', { first: 1 });
    const second = await find('lether bags for work', { first: 5, after: first.pageInfo.endCursor });

    expect([...first.handles, ...second.handles]).toEqual(whole.handles);
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([
      whole.totalCount,
      whole.totalCount > 1,
      false,
    ]);
  });

  describe('with the deliverable products first', () => {
    const restricted = products.flatMap(({ handle, deliveryRestrictions = [] }) =>
      deliveryRestrictions.some(({ countries }) => countries.includes('US')) ? handle : [],
    );
    const sorts = ['RELEVANCE', 'PRICE_ASC', 'TITLE_DESC'] as const;

    it.each(['', 'bracelet', 'cheap jewellery', 'floor lamp for work'])(
      'has the hits, facets and total of "%s", in every sort order',
      async (query) => {
        for (const sort of sorts) {
          const plain = await find(query, { sort, facets: ['CATEGORY'], first: 100 });
          const found = await find(query, { sort, facets: ['CATEGORY'], first: 100, deliverableFirst: true }, 'US');
          const [others, deliverable] = [true, false].map((is) =>
            plain.handles.filter((handle) => restricted.includes(handle) === is),
          ) as [string[], string[]];

          expect(others.length).toBeGreaterThan(0);
          expect(found.handles).toEqual([...deliverable, ...others]);
          expect([found.totalCount, found.facets]).toEqual([plain.totalCount, plain.facets]);
        }
      },
    );

    it('returns every hit once across pages, and counts its calls', async () => {
      const args = { filter: { categories: ['jewellery', 'lighting'] }, deliverableFirst: true };
      const whole = await find('', args, 'US');
      const seen: string[] = [];
      for (let after: string | null | undefined; ; ) {
        calls = 0;
        const page = await find('', { ...args, first: 2, after }, 'US');
        expect(calls).toBeLessThanOrEqual(2);
        seen.push(...page.handles);
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }

      expect(whole.handles.slice(-restricted.length).toSorted()).toEqual(restricted.toSorted());
      expect(seen).toEqual(whole.handles);
    });

    it('makes no further call where they fill the page', async () => {
      calls = 0;
      await find('', { first: 1, deliverableFirst: true }, 'US');

      expect(calls).toBe(1);
    });

    it.each([
      ['without a country', null],
      ['for a country without restrictions', 'FR'],
    ])('changes nothing %s', async (_, country) => {
      const found = await find('', { first: 100, deliverableFirst: true }, country);

      expect(found.handles).toEqual((await find('', { first: 100 })).handles);
    });

    it('has cursors for its country only', async () => {
      const { pageInfo } = await find('', { first: 2, deliverableFirst: true }, 'US');
      const after = pageInfo.endCursor;

      await expect(find('', { first: 2, after, deliverableFirst: true }, 'JP')).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });
  });

  it('highlights matches by plural, synonym and country', async () => {
    const marks = async (query: string) =>
      (await find(query, { first: 1 })).edges[0]?.highlights.map(({ html }) => html);

    expect(await marks('totes')).toContain('Ember <mark>Tote</mark>');
    expect(await marks('couch')).toContain('Almindingen Drum <mark>Stool</mark>');
    expect(await marks('made in japan')).toContain('Made in <mark>Japan</mark>');
  });
});

describe('Synonyms of editors', () => {
  it('take effect without a restart, and can be removed', async () => {
    const before = await find('pochette');
    groups = [...english, { words: ['pochette', 'evening bag'], finds: ['card case'] }];
    await lexicon.sync();
    const during = [await find('pochettes'), await find('evening bag')];
    groups = english;
    await lexicon.sync();
    const after = await find('pochette');

    expect([before, ...during, after].map(({ handles }) => handles)).toEqual([
      [],
      ['tideline-card-case'],
      ['tideline-card-case'],
      [],
    ]);
  });

  it('can be one-way', async () => {
    expect((await find('wallet')).handles).toEqual(['tideline-card-case']);
    expect((await find('bag')).handles).toEqual(bags);
    expect((await find('light')).handles).toEqual(expect.arrayContaining(lamps));
    expect((await find('lamp')).handles).toEqual(lamps);
  });

  it('do not change suggestions', async () => {
    const suggested = await suggest({ query: 'tid' }, engine, async () => []);

    expect(suggested.map(({ text }) => text)).toEqual(expect.arrayContaining(['Tideline Stole', 'Tideline Card Case']));
  });
});

describe('A facet value in the filter', () => {
  it.each(['Gift', ' GIFT ', 'ｇｉｆｔ'])('is returned once and selected, written as %j', async (written) => {
    const { totalCount, facets } = await find('', { facets: ['TAG'], filter: { tags: [written, 'gift'] } });
    const gifts = facets[0]?.values.filter(({ value }) => value.normalize('NFKC').trim().toLowerCase() === 'gift');

    expect(totalCount).toBe(10);
    expect(gifts).toEqual([{ value: 'gift', label: 'gift', filterId: null, count: 10, selected: true, filter: {} }]);
    expect(facets[0]?.values.filter(({ selected }) => selected)).toHaveLength(1);
  });
});

describe('The search engine', () => {
  it('has the settings that the table of attributes describes', async () => {
    const settings = await server.client.index(indexes.products).getSettings();

    expect(settings.searchableAttributes).toEqual(searchedAttributes);
    expect(new Set(settings.filterableAttributes)).toEqual(new Set(filterableAttributes));
    expect(new Set(settings.sortableAttributes)).toEqual(new Set(attributesWith('sortable')));
    expect(settings.typoTolerance?.disableOnAttributes?.toSorted()).toEqual(
      searchedAttributes.filter((name) => ['prose', 'code'].includes(classOf(name))).toSorted(),
    );
  });
});

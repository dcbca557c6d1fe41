import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { translatedSynonyms } from '#catalogue/translated-synonyms.ts';
import { defaultLanguage, type Language, languages } from '#kit/graph/languages/language.ts';
import { createLog } from '#kit/process/log.ts';
import { seededDocuments, translatedDocuments } from '#tests/support/subgraphs/search-documents.ts';
import { openLiveIndex } from '../indexing/live-index.ts';
import { createLexicon } from '../indexing/words/lexicon.ts';
import { inLanguage } from '../meilisearch/batches.ts';
import { connectEngine, type Engine } from '../meilisearch/client.ts';
import { openEngine, type TestEngine } from '../search.fixture.ts';
import { search } from './search.ts';
import { suggest } from './suggest.ts';

/** Queries over the seeded catalogue in its languages, each in its own index. */
let server: TestEngine;
let engine: Engine;
let calls = 0;

beforeAll(async () => {
  server = await openEngine();
  for (const language of languages) {
    const documents = language === defaultLanguage ? seededDocuments() : translatedDocuments(language);
    const index = openLiveIndex(server.env.MEILI_URL, server.env.MEILI_INDEX_KEY, language);
    const log = createLog('test', 'silent');
    const readGroups = async () => translatedSynonyms.filter((group) => group.language === language);
    const lexicon = createLexicon({ index, language, readGroups, log, readEvery: 0 });
    await index.write(documents);
    await lexicon.addDocuments(documents);
    await lexicon.sync();
    await index.refreshTerms();
  }
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

async function find(language: Language, query: string, args: Partial<Parameters<typeof search>[0]> = {}) {
  const market = { engine: inLanguage(engine, language), currency: 'EUR', country: null };
  const { nodes, ...rest } = await search({ query, facets: [], ...args }, market);
  return { ...rest, handles: nodes.map((node) => (node as unknown as { id: string }).id.replace('prod_', '')) };
}

describe('A search in', () => {
  it.each<[Language, string, string[]]>([
    ['EN', 'leather tote', ['ember-tote']],
    ['FR', 'cabas', ['ember-tote']],
    ['FR', 'les gobelets', ['tarn-tumblers']],
    ['FR', "l'étole du Japon", ['tideline-stole', 'eight-dips-scarf']],
    ['FR', 'Japon', ['tideline-stole', 'eight-dips-scarf']],
    ['FR', 'je cherche un gobelet s’il vous plaît', ['tarn-tumblers']],
    ['FR', 'tote', []],
    ['FR', 'étole japonaise', ['tideline-stole', 'eight-dips-scarf']],
    ['FR', 'carnets italiens', ['understory-notebook']],
    ['IT', 'stole giapponesi', ['tideline-stole', 'eight-dips-scarf']],
    ['IT', 'un taccuino', ['understory-notebook']],
    ['IT', 'taccuini', ['understory-notebook']],
    ['IT', 'prodotto in Giappone', ['tideline-stole', 'eight-dips-scarf']],
    ['JA', 'トートバッグ', ['ember-tote']],
    ['JA', 'エンバーのトートバッグをください', ['ember-tote']],
    ['JA', '万年筆', ['plumb-pen']],
    ['JA', 'シルクのスカーフ', ['eight-dips-scarf', 'haar-wrap', 'tideline-stole']],
    ['JA', 'かばん', ['ember-tote', 'meridian-folio', 'scree-satchel']],
    ['FR', 'bijoux', ['ananea-ring', 'headwater-ring', 'ichu-bracelet', 'low-water-bangle']],
    ['IT', 'una penna', ['plumb-pen']],
    ['JA', '日本', ['tideline-stole', 'eight-dips-scarf']],
  ])('%s finds by %j', async (language, query, handles) => {
    calls = 0;
    const found = await find(language, query);

    expect(found.handles.toSorted()).toEqual(handles.toSorted());
    expect(calls).toBe(2);
  });

  it('French finds what the first of two kinds names, also in its plural', async () => {
    const lamps = (await find('FR', 'lampe')).handles.toSorted();

    expect(lamps).toEqual(['banked-fire-lamp', 'plumb-floor-lamp']);
    expect((await find('FR', 'lampes de table')).handles.toSorted()).toEqual(lamps);
    expect((await find('FR', 'lampes de porcelaine')).handles.toSorted()).toEqual(lamps);
  });

  it.each([...languages])('%s finds everything without words', async (language) => {
    expect((await find(language, '')).totalCount).toBe(28);
  });

  it('a language has facets and filters in it', async () => {
    const options = [{ name: 'couleur', values: ['Encre'] }];
    const { facets, totalCount } = await find('FR', '', {
      facets: ['OPTION', 'MATERIAL_KIND', 'COUNTRY', 'AVAILABLE_FOR_SALE'],
      filter: { options },
    });
    const inEnglish = await find('EN', '', { filter: { options: [{ name: 'Colour', values: ['Ink'] }] } });

    expect(totalCount).toBe(inEnglish.totalCount);
    expect(facets[0]).toMatchObject({ name: 'OPTION', label: 'Couleur', optionName: 'Couleur' });
    expect(facets.slice(-3).map(({ label }) => label)).toEqual(['Type de matière', 'Fabriqué en', 'Disponibilité']);
    const labels = facets.slice(-3).flatMap(({ values }) => values.map(({ value, label }) => `${value} ${label}`));
    expect(labels).toEqual(expect.arrayContaining(['LEATHER Cuir', 'IT Italie', 'true Disponible']));
  });

  it('finds collections and categories by their handles in every language, and shows those of its own', async () => {
    const facets = ['COLLECTION', 'CATEGORY'] as const;
    const selectedIn = async (language: Language, collection: string, category: string) => {
      const filter = { collections: [collection], categories: [category] };
      const found = await find(language, '', { facets: [...facets], filter });
      const selected = found.facets.map(({ values }) => values.filter((value) => value.selected));
      expect(selected.flat().map(({ filter: next }) => Object.keys(next as object))).toEqual([
        ['categories'],
        ['collections'],
      ]);
      return [found.totalCount, ...selected.map((values) => values.map(({ value, count }) => [value, count]))];
    };
    const english = await selectedIn('EN', 'ember', 'lighting');
    const [count, [[, inCollection]], [[, inCategory]]] = english as [number, [[string, number]], [[string, number]]];

    expect(count).toBeGreaterThan(0);
    expect(english).toEqual([count, [['ember', inCollection]], [['lighting', inCategory]]]);
    expect(await selectedIn('EN', 'braise', 'Luminaires')).toEqual(english);
    expect(await selectedIn('FR', 'okibi', 'lighting')).toEqual([
      ...[count, [['braise', inCollection]], [['luminaires', inCategory]]],
    ]);
  });

  it('another language than that of a cursor starts from the first page', async () => {
    const { pageInfo } = await find('FR', '', { first: 1 });

    await expect(find('IT', '', { first: 1, after: pageInfo.endCursor })).rejects.toThrow(
      '`after` is not a cursor of this list.',
    );
  });
});

describe('Suggestions', () => {
  it('are in the language of the request', async () => {
    const kinds = async (language: Language, query: string) =>
      (await suggest({ query, first: 1 }, inLanguage(engine, language), async () => [])).map(
        ({ kind, text }) => `${kind} ${text}`,
      );

    expect(await kinds('FR', 'brai')).toEqual(['COLLECTION Braise']);
    expect(await kinds('IT', 'bors')).toEqual(['CATEGORY Borse']);
    expect(await kinds('JA', 'エン')).toEqual(['PRODUCT エンバー トートバッグ']);
  });
});

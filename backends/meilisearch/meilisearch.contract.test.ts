import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Meilisearch } from 'meilisearch';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';
import { deriveKeys, provisionIndexes, provisionKeys } from './provision.ts';
import { indexes } from './settings.ts';

/**
 * What the search subgraph and the indexer need from Meilisearch, through its official client. Runs against a local server and
 * against the server at CONTRACT_MEILI_URL with CONTRACT_MEILI_MASTER_KEY, in a separate index.
 */
const { CONTRACT_MEILI_URL, CONTRACT_MEILI_MASTER_KEY } = process.env;
const servers: { title: string; env: Record<string, string | undefined> }[] = [
  { title: 'The local Meilisearch', env: { PATH: process.env.PATH } },
  ...(CONTRACT_MEILI_URL
    ? [
        {
          title: 'The Meilisearch at CONTRACT_MEILI_URL',
          env: { MEILI_URL: CONTRACT_MEILI_URL, MEILI_MASTER_KEY: CONTRACT_MEILI_MASTER_KEY },
        },
      ]
    : []),
];

const documents = [
  {
    id: 'prod_bag',
    title: 'Meridian Bag',
    materials: ['Vachetta leather', 'Brass'],
    tags: ['new', 'quoted "tag"'],
    codes: ['merbag001'],
    price: { EUR: 1250, JPY: 198000 },
    createdAt: 3,
  },
  {
    id: 'prod_belt',
    title: 'Leather Belt',
    materials: ['Vachetta leather'],
    tags: [],
    codes: ['bel002'],
    price: { EUR: 300, JPY: 48000 },
    createdAt: 2,
  },
  {
    id: 'prod_vase',
    title: 'Lagoon Vase',
    materials: ['Murano glass'],
    tags: ['new'],
    codes: ['vas003'],
    price: { EUR: 800 },
    createdAt: 1,
  },
];

describe.each(servers)('$title', ({ env }) => {
  const uid = `products_contract_${randomUUID()}`;
  let dataDir: string;
  let backend: LocalBackend;
  let writer: Meilisearch;
  let searcher: Meilisearch;
  const ids = (hits: Record<string, unknown>[]) => hits.map(({ id }) => id);

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'meilisearch-'));
    const [port] = await freePorts(1);
    const secret = () => 'c'.repeat(64);
    backend = await start({ dataDir, env: { ...env, MEILI_PORT: String(port) }, secret, log: () => {} });
    const { MEILI_URL: host = '', MEILI_SEARCH_KEY: searchKey, MEILI_INDEX_KEY: indexKey } = backend.env;
    const requestInit = { headers: { 'Accept-Encoding': 'identity' } };
    writer = new Meilisearch({ host, apiKey: indexKey, requestInit, defaultWaitOptions: { interval: 20 } });
    searcher = new Meilisearch({ host, apiKey: searchKey, requestInit });
    await writer.createIndex(uid, { primaryKey: 'id' }).waitTask();
    await writer
      .index(uid)
      .updateSettings(indexes.products ?? {})
      .waitTask();
    await writer.index(uid).addDocuments(documents).waitTask();
  });
  afterAll(async () => {
    await writer.index(uid).delete().waitTask();
    await backend.stop();
    await rm(dataDir, { recursive: true });
  });

  it('stores every setting unchanged', async () => {
    const stored = await writer.index(uid).getSettings();

    const asSets = new Set(['stopWords', 'filterableAttributes', 'sortableAttributes']);
    const { typoTolerance = {}, ...others } = indexes.products ?? {};
    const { disableOnAttributes, ...tolerance } = typoTolerance ?? {};
    expect(stored.typoTolerance).toMatchObject({
      ...tolerance,
      disableOnAttributes: disableOnAttributes?.toSorted(),
    });
    for (const [name, value] of Object.entries(others)) {
      const found = stored[name as keyof typeof stored];
      if (asSets.has(name)) expect(new Set(found as string[])).toEqual(new Set(value as string[]));
      else expect({ [name]: found }).toMatchObject({ [name]: value });
    }
  });

  it('creates the derived keys, and the same when repeated', async () => {
    const { MEILI_URL: url = '', MEILI_MASTER_KEY: masterKey = CONTRACT_MEILI_MASTER_KEY ?? '' } = backend.env;

    const again = await provisionKeys(url, masterKey);

    expect(again).toEqual(deriveKeys(masterKey));
    expect(backend.env).toMatchObject(again);
  });

  it('keeps its documents when provisioning is repeated', async () => {
    await provisionIndexes(backend.env.MEILI_URL as string, backend.env.MEILI_INDEX_KEY as string);

    expect((await writer.index(uid).getDocuments({ limit: 0 })).total).toBe(3);
  });

  it('rejects everything but searches with the key for searching', async () => {
    const refused = [
      () => searcher.index(uid).getDocuments(),
      () => searcher.index(uid).addDocuments([{ id: 'x' }]),
      () => searcher.index(uid).getSettings(),
      () => searcher.index('others').search(''),
      () => searcher.getKeys(),
      () => writer.getKeys(),
      () => writer.index('others').addDocuments([{ id: 'x' }]),
    ];

    for (const call of refused) await expect(call()).rejects.toMatchObject({ cause: { code: 'invalid_api_key' } });
  });

  it('tolerates a typing error, but not in an article number', async () => {
    const misspelt = await searcher.index(uid).search('lether');
    const wrongNumber = await searcher.index(uid).search('vaz003', { matchingStrategy: 'all' });

    expect(ids(misspelt.hits)).toEqual(['prod_belt', 'prod_bag']);
    expect(ids(wrongNumber.hits)).toEqual([]);
  });

  it('finds by a synonym without counting a typing error, and keeps synonyms when provisioning is repeated', async () => {
    const synonyms = { handbag: ['bag'], 'money clip': ['belt'] };
    await writer
      .index(uid)
      .updateSettings({ synonyms, typoTolerance: { disableOnWords: ['best'] } })
      .waitTask();
    await writer
      .index(uid)
      .updateSettings(indexes.products ?? {})
      .waitTask();

    const { hits } = await searcher.index(uid).search('handbag ', { showRankingScoreDetails: true });
    const phrase = await searcher.index(uid).search('money clip ', { matchingStrategy: 'all' });

    expect(hits).toMatchObject([{ id: 'prod_bag', _rankingScoreDetails: { typo: { typoCount: 0 } } }]);
    expect(ids(phrase.hits)).toEqual(['prod_belt']);
  });

  it('reports the first attribute that contains a word, and corrects no typing error in listed words', async () => {
    const placeOf = async (q: string) => {
      const { hits } = await searcher.index(uid).search(q, { showRankingScoreDetails: true, limit: 1 });
      const details = hits[0]?._rankingScoreDetails?.attribute as unknown as { attributeRankingOrderScore: number };
      return (1 - details.attributeRankingOrderScore) * (indexes.products?.searchableAttributes?.length ?? 0);
    };

    expect(await placeOf('lagoon ')).toBeCloseTo(0);
    expect(await placeOf('brass ')).toBeCloseTo(3);
    expect(await placeOf('merbag001 ')).toBeCloseTo(13);
    expect((await searcher.index(uid).search('belts ')).hits).toHaveLength(1);
    expect((await searcher.index(uid).search('best ')).hits).toHaveLength(0);
  });

  it('matches a word as a prefix unless a space follows it', async () => {
    const count = async (q: string) => (await searcher.index(uid).search(q)).estimatedTotalHits;

    expect([await count('leath'), await count('leath ')]).toEqual([2, 0]);
  });

  it('drops words from the end, so that hits with all of the first come before any other', async () => {
    const { hits } = await searcher.index(uid).search('leather belt new ', { matchingStrategy: 'last' });

    expect(ids(hits)).toEqual(['prod_belt', 'prod_bag']);
  });

  it('filters by values with quotation marks, and by nested numbers', async () => {
    const quoted = await searcher.index(uid).search('', { filter: ['tags IN ["quoted \\"tag\\""]'] });
    const priced = await searcher.index(uid).search('', { filter: ['price.JPY >= 48000 AND price.JPY <= 50000'] });

    expect([ids(quoted.hits), ids(priced.hits)]).toEqual([['prod_bag'], ['prod_belt']]);
  });

  it('sorts before it ranks, documents without the number last, and the newest first if all else is equal', async () => {
    const cheapest = await searcher.index(uid).search('', { sort: ['price.JPY:asc'] });
    const newest = await searcher.index(uid).search('');

    expect(ids(cheapest.hits)).toEqual(['prod_belt', 'prod_bag', 'prod_vase']);
    expect(ids(newest.hits)).toEqual(['prod_bag', 'prod_belt', 'prod_vase']);
  });

  it('counts facets and ranges, several searches in one call', async () => {
    const { results } = await searcher.multiSearch({
      queries: [
        { indexUid: uid, q: '', filter: ['materials IN ["Brass"]'], facets: ['price.EUR'], limit: 0 },
        { indexUid: uid, q: '', facets: ['materials'], limit: 0 },
      ],
    });

    expect(results.map(({ estimatedTotalHits }) => estimatedTotalHits)).toEqual([1, 3]);
    expect(results[0]?.facetStats).toEqual({ 'price.EUR': { min: 1250, max: 1250 } });
    expect(results[1]?.facetDistribution).toEqual({
      materials: { Brass: 1, 'Murano glass': 1, 'Vachetta leather': 2 },
    });
  });

  it('highlights matches', async () => {
    const { hits } = await searcher.index(uid).search('leather', {
      attributesToHighlight: ['title', 'materials'],
      attributesToRetrieve: ['id'],
      highlightPreTag: '[',
      highlightPostTag: ']',
      limit: 1,
    });

    expect(hits[0]).toMatchObject({
      id: 'prod_belt',
      _formatted: { title: '[Leather] Belt', materials: ['Vachetta [leather]'] },
    });
  });

  it('merges a part of a document, deletes one, and swaps a rebuilt index in', async () => {
    const next = `${uid}_next`;
    await writer.createIndex(next, { primaryKey: 'id' }).waitTask();
    await writer.index(next).addDocuments([{ id: 'prod_belt', title: 'Belt', tags: ['old'] }, { id: 'prod_gone' }]);
    await writer.index(next).updateDocuments([{ id: 'prod_belt', title: 'Sash' }]);
    await writer.index(next).deleteDocuments(['prod_gone']);

    // A key restricted to indexes cannot read the task of a swap; tasks run in order, so a later one shows that it is done.
    const swap = async () => {
      await writer.swapIndexes([{ indexes: [uid, next], rename: false }]);
      await writer.index(uid).deleteDocument('none').waitTask();
    };
    await swap();
    const rebuilt = await writer.index(uid).getDocuments();
    await swap();
    await writer.index(next).delete().waitTask();

    expect(rebuilt.results).toEqual([{ id: 'prod_belt', title: 'Sash', tags: ['old'] }]);
  });

  it('merges hits of several searches into one list', async () => {
    const { hits } = await searcher.multiSearch({
      federation: { limit: 2 },
      queries: [
        { indexUid: uid, q: 'lag', attributesToSearchOn: ['title'] },
        { indexUid: uid, q: 'lea', attributesToSearchOn: ['title'], federationOptions: { weight: 0.5 } },
      ],
    });

    expect(ids(hits)).toEqual(['prod_vase', 'prod_belt']);
  });
});

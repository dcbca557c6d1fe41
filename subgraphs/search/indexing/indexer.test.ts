import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '#kit/process/port.ts';
import { requestTokenEnv } from '#tests/support/gateway-env.ts';
import { startIndexer } from '../indexer.ts';
import { indexes } from '../meilisearch/client.ts';
import { pinIdOf } from '../query/pins/pin-key.ts';
import { openEngine, type TestEngine } from '../search.fixture.ts';
import { openGraph, type TestGraph } from './graph.fixture.ts';

let engine: TestEngine;
let graph: TestGraph;
let indexer: Awaited<ReturnType<typeof startIndexer>>;

beforeAll(async () => {
  const item = { title: 'Halo Ring', prices: { EUR: 900 }, material: 'Gold', artisan: 'Ida', stories: [] };
  [engine, graph] = await Promise.all([openEngine(), openGraph({ prod_ring: item })]);
  Object.assign(graph.contents, {
    articles: [{ id: 'art_1', title: 'On gold', narrative: { plainText: 'It does not rust.' } }],
    artisans: [{ id: 'arti_1', name: 'Ida', craft: 'Goldsmith', biography: null }],
    pages: [
      { id: 'page_1', title: 'Contact', description: 'How to reach us', narrative: { plainText: 'By telephone.' } },
    ],
    collections: [{ id: 'pcol_1', title: 'Aurora', description: null }],
  });
  graph.unavailable.add('commerce');
  const [port] = await freePorts(1);
  indexer = await startIndexer({
    ...engine.env,
    ...requestTokenEnv,
    INDEXER_PORT: String(port),
    INDEXER_INTERVAL_MS: '50',
    INDEXER_SYNONYMS_MS: '100',
    LOG_LEVEL: 'silent',
    SUPERGRAPH_URL: graph.url,
    COMMERCE_URL: graph.url,
    PROVENANCE_URL: graph.url,
    JOURNAL_URL: graph.url,
  });
});
afterAll(async () => {
  await indexer.close();
  await graph.close();
  await engine.close();
});

async function health(kind: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${indexer.url}/health/${kind}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(50);
}

describe('The indexer', () => {
  it('is live but not ready until an index is built', async () => {
    const empty = { status: 'building', documents: 0, lastSync: null, lagMs: null };

    expect(await health('live')).toEqual({ status: 200, body: empty });
    expect(await health('ready')).toEqual({ status: 503, body: empty });
    expect((await fetch(`${indexer.url}/health`)).status).toBe(404);
  });

  it('builds the index after the sources recover, and reports its lag', async () => {
    graph.unavailable.clear();
    await waitUntil(async () => (await health('ready')).body.lastSync !== null);

    expect(await health('ready')).toEqual({
      status: 200,
      body: { status: 'ready', documents: 1, lastSync: expect.any(String), lagMs: expect.any(Number) },
    });
  });

  it('indexes articles, artisans, pages and collections, and follows their changes', async () => {
    const contents = engine.client.index(indexes.content);
    const titles = async () => (await contents.getDocuments({ limit: 100 })).results.map(({ title }) => title).sort();
    const pages = async () =>
      (await engine.client.index(indexes.terms).getDocuments({ limit: 100 })).results
        .filter(({ kind }) => kind === 'PAGE')
        .map(({ text, target }) => [text, target]);
    await waitUntil(async () => (await titles()).length === 4 && (await pages()).length === 1);

    expect(await titles()).toEqual(['Aurora', 'Contact', 'Ida', 'On gold']);
    expect(await pages()).toEqual([['Contact', 'page_1']]);

    const [page] = graph.contents.pages;
    if (page) page.title = 'Contact us';
    graph.contents.articles.pop();
    graph.change('journal', 'page:page_1');
    graph.change('journal', 'article:art_1');
    await waitUntil(async () => (await pages())[0]?.[0] === 'Contact us' && (await titles()).length === 3);

    expect(await titles()).toEqual(['Aurora', 'Contact us', 'Ida']);
    const [translated] = (await engine.client.index(`${indexes.content}_fr`).getDocuments({ filter: 'kind = PAGE' }))
      .results;
    expect(translated).toMatchObject({ target: 'page_1', summary: 'How to reach us', text: 'By telephone.' });
  });

  it('follows the products that editors pin to queries', async () => {
    const pins = async () => (await engine.client.index(indexes.pins).getDocuments({ limit: 100 })).results;
    const group = { queries: ['The gift!', 'present'], language: 'EN', productIds: ['prod_1', 'prod_2'] };
    graph.pins.push(group, { queries: ['gift'], language: 'EN', productIds: ['prod_2', 'prod_3'] });
    graph.pins.push({ queries: ['cadeau'], language: 'FR', productIds: ['prod_4'] });
    graph.pins.push({ queries: ['regalo', '  '], language: 'XX', productIds: ['prod_5'] });
    await waitUntil(async () => (await pins()).length === 3);

    expect(new Map((await pins()).map(({ id, products }) => [id, products]))).toEqual(
      new Map([
        [pinIdOf('gift', 'EN'), ['prod_1', 'prod_2', 'prod_3']],
        [pinIdOf('present', 'EN'), ['prod_1', 'prod_2']],
        [pinIdOf('cadeau', 'FR'), ['prod_4']],
      ]),
    );

    graph.pins.length = 0;
    await waitUntil(async () => (await pins()).length === 0);
  });

  it('applies the synonyms of each language to its index', async () => {
    const groups = graph.synonyms as ((typeof graph.synonyms)[number] & { language?: string })[];
    groups.push({ words: ['bague'], finds: ['anneau'], language: 'FR' });
    groups.push({ words: ['jewel'], finds: ['ring'] });
    const synonyms = (index: string) => engine.client.index(index).getSynonyms();
    await waitUntil(async () => 'bague' in (await synonyms(`${indexes.products}_fr`)));

    expect((await synonyms(`${indexes.products}_fr`)).bague).toContain('anneau');
    expect(await synonyms(`${indexes.products}_it`)).not.toHaveProperty('bague');
    await waitUntil(async () => 'jewel' in (await synonyms(indexes.products)));
    expect(await synonyms(indexes.products)).not.toHaveProperty('bague');
  });

  it('applies a change that a feed reports', async () => {
    const item = graph.items.get('prod_ring');
    if (item) item.title = 'Corona Ring';
    graph.change('commerce', 'prod_ring');

    const index = engine.client.index(indexes.products);
    await waitUntil(async () => (await index.getDocument('prod_ring')).title === 'Corona Ring');
  });

  it('does not start without its configuration, and names every missing variable', async () => {
    const reason = await startIndexer({}).catch((error: Error) => error.message);

    expect(
      String(reason)
        .match(/^ {2}[A-Z_]+/gm)
        ?.map((line) => line.trim()),
    ).toEqual([
      ...['MEILI_URL', 'MEILI_INDEX_KEY', 'SUPERGRAPH_URL', 'COMMERCE_URL', 'PROVENANCE_URL', 'JOURNAL_URL'],
      ...['COMMERCE_REQUEST_TOKEN_KEY', 'PROVENANCE_REQUEST_TOKEN_KEY', 'JOURNAL_REQUEST_TOKEN_KEY'],
    ]);
  });
});

import { forwardedContextOf, signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import type { ForwardedContext } from '#kit/graph/request-token.ts';
import { serve } from '#kit/graph/server/serve.ts';
import { freePorts } from '#kit/process/port.ts';
import { search } from './index.ts';
import { indexes } from './meilisearch/client.ts';
import type { ContentDocument } from './meilisearch/records.ts';
import { markets, openEngine, products, type TestEngine } from './search.fixture.ts';

/** The search subgraph over an engine with the six products and some completions. */
export interface TestSearch {
  engine: TestEngine;
  request(
    query: string,
    variables?: object,
    headers?: Record<string, string>,
    forwarded?: Partial<ForwardedContext>,
    // biome-ignore lint/suspicious/noExplicitAny: the shape of the response follows from the query in the test.
  ): Promise<any>;
  close(): Promise<void>;
}

/** `redisUrl`: where it counts searches; nowhere by default, which is no reason to fail. */
export async function openSearch(redisUrl = 'redis://127.0.0.1:1'): Promise<TestSearch> {
  const engine = await openEngine();
  await engine.write(indexes.products, products);
  await engine.write(indexes.meta, [{ id: 'markets', ...markets }]);
  await engine.write(indexes.terms, [
    { id: '1', kind: 'COLLECTION', text: 'Lagoon', target: 'pcol_lagoon', count: 2 },
    { id: '2', kind: 'ARTISAN', text: 'Ilaria Conti', target: 'arti_ilaria', count: 2 },
    { id: '3', kind: 'MATERIAL', text: 'Vachetta leather', target: 'mat_vachetta', count: 2 },
    { id: '4', kind: 'CATEGORY', text: 'Leather', target: 'pcat_leather', count: 2 },
    { id: '5', kind: 'ARTICLE', text: 'The leather of Florence', target: 'art_leather', count: 1 },
  ]);
  await engine.write(indexes.content, [
    content('COLLECTION', 'pcol_lagoon', 'Lagoon', 'Made in Venice', ''),
    content('ARTISAN', 'arti_marco', 'Marco Barovier', 'Blows glass', 'He was born by the lagoon.'),
    content('PAGE', 'page_visit', 'Visit the lagoon', null, 'Boats leave at nine.'),
    content('ARTICLE', 'art_glass', 'On glass & fire', null, 'Glass is gathered at dawn.'),
  ]);
  const [port] = await freePorts(1);
  const subgraph = await serve(search, {
    ...engine.env,
    SEARCH_PORT: String(port),
    REDIS_URL: redisUrl,
    SEARCH_REQUEST_TOKEN_KEY: testKey,
    LOG_LEVEL: 'silent',
  });
  return {
    engine,
    async request(query, variables = {}, headers = {}, forwarded = {}) {
      const response = await signedTestFetch('search', { ...forwardedContextOf(headers), ...forwarded })(subgraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
    async close() {
      await subgraph.close();
      await engine.close();
    },
  };
}

function content(
  kind: ContentDocument['kind'],
  target: string,
  title: string,
  summary: string | null,
  text: string,
): ContentDocument {
  return { id: target, kind, target, title, summary, text, version: '1' };
}

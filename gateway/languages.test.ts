import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CachingGateway, startCachingGateway } from './answers/answers.fixture.ts';
import { forwardedTo } from './gateway.fixture.ts';

let gateway: CachingGateway;
beforeAll(async () => {
  gateway = await startCachingGateway();
});
afterAll(() => gateway.close());
beforeEach(() => {
  for (const subgraph of [gateway.commerce, gateway.provenance]) {
    Object.assign(subgraph, { fault: undefined, responseContext: {}, fallbacks: undefined });
    subgraph.calls.length = 0;
  }
});

/** A selection that no test has sent before. */
let documents = 0;
const fresh = (selection?: string) => {
  documents += 1;
  return selection ?? `{ product(id: "l${documents}") { title } }`;
};

interface Body {
  errors?: { extensions: { code: string } }[];
  extensions: { context: { language: string; fallbacks?: { coordinate: string; language: string }[] } };
}

async function get(query: string, headers: Record<string, string> = {}, more = '') {
  const response = await fetch(`${gateway.url}?query=${encodeURIComponent(query)}${more}`, { headers });
  const body = (await response.json()) as Body;
  return { status: response.status, vary: response.headers.get('vary'), body };
}

const languageSent = () => forwardedTo(gateway.commerce).market.language;

describe('The language of a request', () => {
  it.each<[string, Record<string, string>, string, string, string]>([
    ['nothing', {}, '', '', 'EN'],
    ['the header', { 'x-axiom-language': ' fr ' }, '', '', 'FR'],
    ['the URL', {}, '&language=it', '', 'IT'],
    ['@inContext', {}, '', '@inContext(language: JA)', 'JA'],
    ['the browser', { 'accept-language': 'de, ja-JP;q=0.9, fr;q=0.8' }, '', '', 'JA'],
    ['the browser, in a language that AXIOM does not have', { 'accept-language': 'de' }, '', '', 'EN'],
    ['a malformed header of a browser', { 'accept-language': '=;;,q=fr' }, '', '', 'EN'],
    [
      'all at once, which agree',
      { 'x-axiom-language': 'FR', 'accept-language': 'ja' },
      '&language=FR',
      '@inContext(language: FR)',
      'FR',
    ],
    ['a URL that is stronger than the browser', { 'accept-language': 'ja' }, '&language=EN', '', 'EN'],
    ['@inContext with a country in a header', { 'x-axiom-country': 'JP' }, '', '@inContext(language: FR)', 'FR'],
  ])('is named by %s', async (_, headers, search, directive, language) => {
    const query = `query ${directive} ${fresh()}`;
    const replies = [await get(query, headers, search), await get(query, headers, search)];

    expect(languageSent()).toBe(language);
    for (const { status, body } of replies) {
      expect([status, body.errors, body.extensions.context.language]).toEqual([200, undefined, language]);
    }
    expect(gateway.commerce.calls).toHaveLength(1);
  });

  it('leaves the country of the request as it is', async () => {
    await get(`query @inContext(language: FR) ${fresh()}`, { 'x-axiom-country': 'JP' });

    expect(forwardedTo(gateway.commerce).market).toEqual({ country: 'JP', language: 'FR' });
  });

  it.each<[Record<string, string>, string, string, string, string]>([
    [
      { 'x-axiom-language': 'DE' },
      '',
      '',
      'x-axiom-language',
      'The header x-axiom-language must be one of EN, FR, JA, IT.',
    ],
    [
      { 'x-axiom-language': 'fr-CH' },
      '',
      '',
      'x-axiom-language',
      'The header x-axiom-language must be one of EN, FR, JA, IT.',
    ],
    [{}, '&language=__proto__', '', 'language', 'The parameter `language` must be one of EN, FR, JA, IT.'],
    [{}, '&language=FR&language=FR', '', 'language', 'The parameter `language` must be given once.'],
    [
      { 'x-axiom-language': 'FR' },
      '&language=IT',
      '',
      'language',
      'The parameter `language` and the header x-axiom-language must not differ.',
    ],
    [
      { 'x-axiom-language': 'FR' },
      '',
      '@inContext(language: IT)',
      'language',
      'The language of @inContext and that of the request must not differ.',
    ],
  ])('is refused: %j %s %s', async (headers, search, directive, argument, message) => {
    const { status, body } = await get(`query ${directive} ${fresh()}`, headers, search);

    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ message, extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', argument }) })],
    ]);
    expect(gateway.calls()).toBe(0);
  });

  it('is refused where the schema does not have it', async () => {
    const { status, body } = await get(`query @inContext(language: DE) ${fresh()}`);

    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });
});

describe('Answers in several languages', () => {
  it('are kept apart, and each is found again', async () => {
    const query = fresh();
    for (const language of ['EN', 'FR', 'JA', 'FR', 'EN', 'JA']) {
      const { body } = await get(query, { 'x-axiom-language': language });
      expect(body.extensions.context.language).toBe(language);
    }

    expect(gateway.commerce.calls).toHaveLength(3);
  });

  it('are kept once for all ways to name a language', async () => {
    const query = fresh();
    await get(query, { 'accept-language': 'fr-CA' });
    await get(query, { 'x-axiom-language': 'FR' });
    await get(query, {}, '&language=FR');

    expect(gateway.commerce.calls).toHaveLength(1);
  });

  it('vary by the language that the client accepts, unless it names one', async () => {
    const query = fresh();
    const headers: Record<string, string>[] = [{}, { 'accept-language': 'fr' }, { 'x-axiom-language': 'FR' }];
    const unnamed = await Promise.all(headers.map((each) => get(query, each)));
    const byUrl = await get(query, {}, '&language=FR');
    const byDirective = await get(`query @inContext(language: FR) ${fresh()}`);

    const dependsOn = ({ vary }: { vary: string | null }) => vary?.split(', ').includes('accept-language');
    expect([...unnamed, byUrl, byDirective].map(dependsOn)).toEqual([true, true, false, false, false]);
    for (const { vary } of unnamed) expect(vary?.split(', ')).toContain('x-axiom-language');
  });
});

describe('Fields that are in English instead', () => {
  const french = { 'x-axiom-language': 'FR' };
  const context = (fallbacks?: string[]) => ({
    country: null,
    currency: null,
    language: 'FR',
    ...(fallbacks && { fallbacks: fallbacks.map((coordinate) => ({ coordinate, language: 'EN' })) }),
  });

  it('are named in the response, also when it is found, and by their entities in the cache', async () => {
    gateway.provenance.fallbacks = ['Product.place _entities 1', 'Product.place _entities 1'];
    const query = '{ products(first: 2) { id place } }';
    const found = [await get(query, french), await get(query, french)];
    gateway.provenance.fallbacks = undefined;
    const whole = '{ product(id: "p1") { id place } }';
    const part = '{ product(id: "p0") { id place } }';
    const parts = [await get(whole, french), await get(part, french)];

    expect([...found, ...parts].map(({ body }) => body.extensions.context)).toEqual([
      context(['Product.place']),
      context(['Product.place']),
      context(['Product.place']),
      context(),
    ]);
    expect(gateway.provenance.calls).toHaveLength(1);
  });

  it('are those of all subgraphs, once each and in order, at most 50', async () => {
    gateway.commerce.fallbacks = [
      'Product.title product title',
      'Product.title',
      ...Array.from({ length: 70 }, (_, index) => `Z.f${index}`),
    ];
    gateway.provenance.fallbacks = ['Product.place _entities 0'];
    const { body } = await get('{ product(id: "f1") { id title place } }', french);

    const { fallbacks } = body.extensions.context;
    expect(fallbacks).toHaveLength(50);
    expect(fallbacks?.[0]).toEqual({ coordinate: 'Product.title', language: 'EN' });
  });

  it.each<[string, unknown]>([
    ['no list', 'Product.title'],
    ['other values', [null, 7, {}, 'Product', '<script>.x', 'Product.title a b c', `${'x'.repeat(300)}.y`]],
  ])('are not read from %s', async (_, reported) => {
    gateway.commerce.fallbacks = reported;
    const { body } = await get(fresh(), french);

    expect([body.errors, body.extensions.context]).toEqual([undefined, context()]);
  });

  it('of an unknown place may be of every entity', async () => {
    gateway.provenance.fallbacks = ['Product.place', 'Product.place _entities 9'];
    await get('{ products(first: 2) { id size place } }', { 'x-axiom-language': 'IT' });
    const { body } = await get('{ product(id: "p1") { place } }', { 'x-axiom-language': 'IT' });

    expect(body.extensions.context.fallbacks).toEqual([{ coordinate: 'Product.place', language: 'EN' }]);
  });
});

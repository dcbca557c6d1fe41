import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forwardedTo, type Reply, startTestGateway, type TestGateway } from './gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const germany = { country: 'DE', currency: 'EUR', language: 'EN' };
const product = '{ product(id: "p1") { title } }';

async function get(search: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.url}?query=${encodeURIComponent(product)}${search}`, { headers });
  return { status: response.status, body: (await response.json()) as Reply['body'] };
}

/** The market that commerce received with its last request. */
const used = () => forwardedTo(gateway.subgraphs.commerce).market;

const refusal = (argument: string, message: string) => ({
  message,
  extensions: { code: 'BAD_USER_INPUT', argument },
});

describe('The market of a request', () => {
  it.each([
    ['the URL', '&country=de&currency=eur', {}],
    ['the URL and headers, which agree', '&country=DE', { 'x-axiom-country': 'de', 'x-axiom-currency': 'EUR' }],
    ['headers and the URL, a part each', '&currency=EUR', { 'x-axiom-country': 'DE' }],
  ])('is named by %s', async (_, search, headers) => {
    const { status, body } = await get(search, headers);

    expect([status, body.errors, used()]).toEqual([200, undefined, germany]);
    expect(body.extensions?.context).toEqual(germany);
  });

  it('is named by the URL of a POST', async () => {
    await fetch(`${gateway.url}?country=DE&currency=EUR`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: product }),
    });

    expect(used()).toEqual(germany);
  });

  it.each([
    ['&country=Germany', {}, refusal('country', 'The parameter `country` must be two letters such as FR.')],
    ['&currency=EU', {}, refusal('currency', 'The parameter `currency` must be three letters such as EUR.')],
    ['&country=DE&country=FR', {}, refusal('country', 'The parameter `country` must be given once.')],
    [
      '&country=DE',
      { 'x-axiom-country': 'FR' },
      refusal('country', 'The parameter `country` and the header x-axiom-country must not differ.'),
    ],
  ])('is refused: %s %j', async (search, headers, error) => {
    const { status, body } = await get(search, headers);

    expect([status, body.errors]).toEqual([400, [error]]);
    expect(gateway.subgraphs.commerce.calls).toEqual([]);
  });

  it('is not read from other parameters', async () => {
    await get('&x=country=DE&countrycurrency=EUR');

    expect(used()).toEqual({ language: 'EN' });
  });
});

describe('@inContext', () => {
  const titled = '{ product(id: "p1") { title } }';

  it.each<[string, string, object]>([
    ['literals', 'query @inContext(country: "DE", currency: "EUR")', {}],
    [
      'variables',
      'query ($in: CountryCode, $by: CurrencyCode) @inContext(country: $in, currency: $by)',
      { in: 'DE', by: 'EUR' },
    ],
    [
      'defaults of variables',
      'query ($in: CountryCode = "DE", $by: CurrencyCode = "EUR") @inContext(country: $in, currency: $by)',
      {},
    ],
  ])('names the market by %s, for a new document and a known one', async (_, head, variables) => {
    for (let count = 0; count < 2; count += 1) {
      const { body } = await gateway.execute(`${head} ${titled}`, { variables });

      expect([body.errors, used(), body.extensions?.context]).toEqual([undefined, germany, germany]);
    }
    expect(gateway.subgraphs.commerce.calls.map(({ query }) => query)).not.toContainEqual(
      expect.stringContaining('inContext'),
    );
    expect(gateway.subgraphs.commerce.calls.at(-1)?.variables).not.toHaveProperty('in');
  });

  it('names the market of a mutation', async () => {
    await gateway.execute('mutation @inContext(country: "DE") { rename(id: "p1", title: "New") { title } }');

    expect(used()).toEqual({ country: 'DE', language: 'EN' });
  });

  it('adds to the market that headers name, and names nothing by null', async () => {
    const headers = { 'x-axiom-currency': 'EUR' };
    await gateway.execute(`query @inContext(country: "DE", currency: null) ${titled}`, { headers });

    expect(used()).toEqual(germany);
  });

  it.each([
    [
      'query @inContext(country: "Germany")',
      {},
      refusal('country', 'The argument `country` of @inContext must be two letters such as FR.'),
    ],
    [
      'query @inContext(currency: "EUR")',
      { 'x-axiom-currency': 'USD' },
      refusal('currency', 'The currency of @inContext and that of the request must not differ.'),
    ],
  ])('is refused: %s %j', async (head, headers, error) => {
    for (let count = 0; count < 2; count += 1) {
      const { status, body } = await gateway.execute(`${head} ${titled}`, { headers });

      expect([status, body.errors]).toEqual([400, [expect.objectContaining(error)]]);
    }
    expect(gateway.subgraphs.commerce.calls).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contextIn, startTestEdge, type TestEdge } from './edge.fixture.ts';
import { type Origin, startOrigin } from './origin.fixture.ts';

let origin: Origin;
let edge: TestEdge;
beforeAll(async () => {
  origin = await startOrigin();
  edge = await startTestEdge(origin.url);
});
beforeEach(() => {
  origin.requests.length = 0;
});
afterAll(async () => {
  await edge.close();
  await origin.stop();
});

const received = () => origin.requests.at(-1)?.headers ?? {};
const context = () => contextIn(received()['x-axiom-context']);

describe('The context of a visitor', () => {
  it('has the country of the address, its currency, the language and the position in whole degrees', async () => {
    const before = Math.floor(Date.now() / 1_000);
    await edge.send('/graphql', {
      cf: { country: 'JP', latitude: '35.68950', longitude: '139.69170' },
      headers: { 'accept-language': 'en;q=0.5, ja-JP, fr;q=0.9' },
    });

    const { issued, ...rest } = context();
    expect(rest).toEqual({
      key: 'first',
      country: 'JP',
      currency: 'JPY',
      language: 'JA',
      latitude: 36,
      longitude: 140,
    });
    expect(issued).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ['a country without a market', { country: 'BR' }, { country: 'BR' }],
    ['an unknown country', { country: 'XX' }, {}],
    ['the Tor network', { country: 'T1' }, {}],
    ['no place at all', {}, {}],
    ['values of another form', { country: 'Japan', latitude: 'north', longitude: 7e9 }, {}],
  ])('has what is known of %s', async (_, cf, expected) => {
    await edge.send('/graphql', { cf, headers: { 'accept-language': '*' } });

    const { issued: _issued, key: _key, ...rest } = context();
    expect(rest).toEqual({ ...expected, language: 'EN' });
  });

  it.each([
    ['fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5', 'FR'],
    ['en;q=0.2,de;q=0.7', 'EN'],
    ['de, it;q=0.3', 'IT'],
    ['*', 'EN'],
    ['fr;q=0', 'EN'],
    ['<script>, 1234, fr;q=2', 'EN'],
    [`fr${', fr'.repeat(20)}`, 'EN'],
  ])('has the preferred language of %j', async (header, language) => {
    const response = await edge.send('/edge/market', { headers: { 'accept-language': header } });

    expect(await response.json()).toMatchObject({ language });
  });

  it('replaces what a client pretends, and reports the address of the connection', async () => {
    const forged = {
      'x-axiom-context': 'v1.first.e30.AAAA',
      'x-axiom-bucket': '7',
      cookie: 'axiom_bucket=42',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=203.0.113.7',
      'x-real-ip': '203.0.113.7',
      'true-client-ip': '203.0.113.7',
      'cf-ipcountry': 'US',
      'cf-ray': 'forged',
    };
    await edge.send('/graphql', { cf: { country: 'DE' }, headers: forged });

    expect(context()).toMatchObject({ country: 'DE', currency: 'EUR' });
    expect(received()['x-forwarded-for']).toBe('127.0.0.1');
    expect(received()['x-forwarded-host']).toBe(new URL(edge.url).host);
    expect(received()['x-axiom-bucket']).toBe('42');
    for (const name of ['forwarded', 'x-real-ip', 'true-client-ip', 'cf-ipcountry', 'cf-ray', 'mf-cf-blob']) {
      expect([name, received()[name]]).toEqual([name, undefined]);
    }
  });

  it('leaves the market that the client names to the gateway', async () => {
    await edge.send('/graphql', { cf: { country: 'JP' }, headers: { 'x-axiom-country': 'US' } });

    expect(received()['x-axiom-country']).toBe('US');
    expect(context()).toMatchObject({ country: 'JP' });
  });
});

describe('The market that a visitor chooses', () => {
  const choose = (body: string, headers: Record<string, string> = {}) =>
    edge.send('/edge/market', { method: 'POST', body, headers, cf: { country: 'FR' } });

  it('is in a cookie, counts more than the address, and does not reach the gateway as a cookie', async () => {
    const response = await choose('{"country": "jp"}');
    const cookie = response.headers.getSetCookie()[0] ?? '';
    expect(cookie).toBe('axiom_market=JP; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly');
    expect(await response.json()).toEqual({ country: 'JP', currency: 'JPY', language: 'EN', isChosen: true });

    await edge.send('/graphql', { cf: { country: 'FR' }, headers: { cookie: 'other=1; axiom_market=JP' } });

    expect(context()).toMatchObject({ country: 'JP', currency: 'JPY' });
    expect(received().cookie).toBeUndefined();
  });

  it('can be chosen with a form, and be given up', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const chosen = await choose('country=US', form);
    const given = await choose('country=', form);

    expect(chosen.headers.getSetCookie()[0]).toMatch(/^axiom_market=US; /);
    expect(given.headers.getSetCookie()[0]).toMatch(/^axiom_market=; Path=\/; Max-Age=0; /);
  });

  it.each(['{"country": "BR"}', '{"country": 7}', '{}', 'country', '', '[]', 'null'])(
    'is refused when it is none: %s',
    async (body) => {
      const response = await choose(body);

      expect(response.status).toBe(400);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(await response.json()).toEqual({
        errors: [
          {
            message: 'The country must be one of DE, FR, JP, US; or empty.',
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      });
    },
  );

  it('cannot be changed by pages of other sites', async () => {
    const response = await choose('{"country": "JP"}', { 'sec-fetch-site': 'cross-site' });

    expect(response.status).toBe(403);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is ignored when the cookie names no market', async () => {
    await edge.send('/graphql', { cf: { country: 'FR' }, headers: { cookie: 'axiom_market=BR' } });

    expect(context()).toMatchObject({ country: 'FR', currency: 'EUR' });
  });
});

describe('The language that a visitor chooses', () => {
  const choose = (body: string) =>
    edge.send('/edge/market', { method: 'POST', body, cf: { country: 'FR' }, headers: { 'accept-language': 'it' } });

  it('is in a cookie, counts more than the browser, and reaches the gateway in the context and as the accepted one', async () => {
    const response = await choose('{"language": "ja"}');
    expect(response.headers.getSetCookie()).toEqual([
      'axiom_language=JA; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly',
    ]);
    expect(await response.json()).toEqual({ country: 'FR', currency: 'EUR', language: 'JA', isChosen: false });

    await edge.send('/graphql', { headers: { cookie: 'axiom_language=JA', 'accept-language': 'it' } });

    expect(context()).toMatchObject({ language: 'JA' });
    expect(received()).toMatchObject({ 'accept-language': 'ja' });
    expect(received().cookie).toBeUndefined();
  });

  it('can be chosen with the market, and be given up', async () => {
    const chosen = await choose('{"country": "JP", "language": "JA"}');
    const given = await choose('{"language": ""}');

    expect(chosen.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^axiom_market=JP; /),
      expect.stringMatching(/^axiom_language=JA; /),
    ]);
    expect(await chosen.json()).toEqual({ country: 'JP', currency: 'JPY', language: 'JA', isChosen: true });
    expect(given.headers.getSetCookie()).toEqual([expect.stringMatching(/^axiom_language=; Path=\/; Max-Age=0; /)]);
    expect(await given.json()).toMatchObject({ language: 'IT' });
  });

  it.each(['{"language": "DE"}', '{"country": "JP", "language": "fr-CH"}'])(
    'is refused when AXIOM does not have it: %s',
    async (body) => {
      const response = await choose(body);

      expect([response.status, response.headers.getSetCookie()]).toEqual([400, []]);
      expect(await response.json()).toEqual({
        errors: [
          { message: 'The language must be one of EN, FR, JA, IT; or empty.', extensions: { code: 'BAD_USER_INPUT' } },
        ],
      });
    },
  );

  it('is ignored when the cookie names none', async () => {
    await edge.send('/graphql', { headers: { cookie: 'axiom_language=xx', 'accept-language': 'fr' } });

    expect(context()).toMatchObject({ language: 'FR' });
  });
});

describe('The number of a visitor in experiments', () => {
  it('is drawn once, forwarded, and kept in a cookie', async () => {
    const first = await edge.send('/graphql', { headers: { 'sec-fetch-mode': 'cors' } });
    const [, bucket] = /^axiom_bucket=(\d{1,2}); /.exec(first.headers.getSetCookie()[0] ?? '') ?? [];
    expect(received()['x-axiom-bucket']).toBe(bucket);

    const second = await edge.send('/graphql', { headers: { cookie: `axiom_bucket=${bucket}` } });

    expect(bucket).toBeDefined();
    expect(received()['x-axiom-bucket']).toBe(bucket);
    expect(second.headers.getSetCookie()).toEqual([]);
  });

  it('is drawn again when the cookie has another form', async () => {
    const response = await edge.send('/graphql', { headers: { cookie: 'axiom_bucket=100' } });

    expect(response.headers.getSetCookie()[0]).toMatch(/^axiom_bucket=\d{1,2}; /);
  });
});

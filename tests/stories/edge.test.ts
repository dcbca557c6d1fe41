import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import { openPublisher } from '#kit/stores/cache-publisher.ts';
import { firstAttempt, openRedis } from '#kit/stores/redis.ts';
import { type LocalEdge, startLocalEdge } from '#launcher/edge/worker.ts';
import { startEdgePurges } from '#workers/edge-purges/index.ts';
import { exampleVariables, execute, gatewayUrl, installationEnv, operation } from '../support/graph.ts';
import { createAuthenticator } from '../support/passkeys/software-authenticator.ts';
import { until } from '../support/until.ts';

let edge: LocalEdge;
let purges: Awaited<ReturnType<typeof startEdgePurges>>;
/** The edge as browsers name it. */
let origin: string;

beforeAll(async () => {
  const env = installationEnv();
  edge = await startLocalEdge({
    host: '127.0.0.1',
    port: Number(env.EDGE_PORT),
    origin: gatewayUrl(),
    contextKeys: env.EDGE_CONTEXT_KEYS as string,
    purgeToken: env.EDGE_PURGE_TOKEN as string,
    bodyLimit: 262_144,
    minBotScore: 2,
    purgeLag: 100,
    purgeLease: 10_000,
    originTimeout: 30_000,
    log: () => {},
  });
  origin = env.PUBLIC_URL as string;
  purges = await startEdgePurges({
    ...env,
    LOG_LEVEL: 'silent',
    EDGE_PURGE_URL: `${edge.url}/edge/purge`,
    EDGE_PURGE_INTERVAL_MS: '200',
  });
});
afterAll(async () => {
  await purges.close();
  await edge.close();
});

/** Executes an operation through the edge, from a country. */
async function executeFrom(cf: object, query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(`${edge.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mf-cf-blob': JSON.stringify(cf), ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { response, ...((await response.json()) as Awaited<ReturnType<typeof execute>>) };
}

const market = '{ localization { country { code } currencyCode } }';

describe('Through the edge', () => {
  it('a product page is the same as from the gateway', async () => {
    const [page, variables] = [operation('ProductPage'), exampleVariables('ProductPage')];
    const direct = await execute(page, variables);
    const { data, errors } = await executeFrom({ country: 'FR' }, page, variables);

    expect(errors).toBeUndefined();
    expect(data.product.title).toBe(direct.data.product.title);
    expect(data.product.priceRange).toEqual(direct.data.product.priceRange);
  });

  it('a visitor of every country that AXIOM sells to sees the currency of that country', async () => {
    const { data } = await execute('{ localization { availableRegions { currencyCode countries { code } } } }');
    const countries: [string, string][] = data.localization.availableRegions.flatMap(
      (region: { currencyCode: string; countries: { code: string }[] }) =>
        region.countries.map(({ code }) => [code, region.currencyCode]),
    );

    expect(countries.length).toBeGreaterThanOrEqual(20);
    for (const [country, currencyCode] of countries) {
      const { data, extensions } = await executeFrom({ country }, market);
      expect(data).toEqual({ localization: { country: { code: country }, currencyCode } });
      expect(extensions?.context).toEqual({ country, currency: currencyCode, language: 'EN' });
    }
  });

  it.each([['BR'], ['XX'], ['T1'], [undefined]])('a visitor of %s sees the default market', async (country) => {
    const direct = await execute(market);
    const { data } = await executeFrom({ country }, market);

    expect(data).toEqual(direct.data);
  });

  it('a visitor sees what is delivered to their country, and the stock location that is nearest to them', async () => {
    const query = `{ localization { delivery { countryCode isAvailable dutiesIncluded options { price { currencyCode } } }
      nearestLocation { countryCode } } }`;
    const [geneva, honolulu, rio] = await Promise.all(
      [
        { country: 'CH', latitude: '46.2', longitude: '6.1' },
        { country: 'US', latitude: '21.3', longitude: '-157.9' },
        { country: 'BR', latitude: '-22.9', longitude: '-43.2' },
      ].map(async (cf) => (await executeFrom(cf, query)).data.localization),
    );

    const franc = { price: { currencyCode: 'CHF' } };
    expect(geneva).toEqual({
      delivery: { countryCode: 'CH', isAvailable: true, dutiesIncluded: true, options: [franc, franc] },
      nearestLocation: { countryCode: 'FR' },
    });
    expect(honolulu.delivery).toMatchObject({ countryCode: 'US', isAvailable: true, dutiesIncluded: false });
    expect(honolulu.nearestLocation).toEqual({ countryCode: 'JP' });
    expect(rio).toEqual({
      delivery: { countryCode: 'BR', isAvailable: false, dutiesIncluded: null, options: [] },
      nearestLocation: { countryCode: 'US' },
    });
  });

  it('a client that names a market gets it in every place', async () => {
    const { data } = await executeFrom({ country: 'JP' }, market, {}, { 'x-axiom-country': 'US' });

    expect(data.localization).toEqual({ country: { code: 'US' }, currencyCode: 'USD' });
  });

  it('a visitor who chooses a market gets it, until they choose another', async () => {
    const chosen = await fetch(`${edge.url}/edge/market`, { method: 'POST', body: '{"country":"JP"}' });
    const cookie = chosen.headers.getSetCookie()[0]?.split(';')[0] as string;
    const { data } = await executeFrom({ country: 'FR' }, market, {}, { cookie, origin });

    expect(data.localization).toEqual({ country: { code: 'JP' }, currencyCode: 'JPY' });
  });

  it('no client can pretend a market, at the edge or at the gateway', async () => {
    const forged = `v1.local.${Buffer.from('{"issued":1,"country":"JP"}').toString('base64url')}.${'A'.repeat(43)}`;
    const direct = await execute(market, {}, { 'x-axiom-context': forged });
    const { data } = await executeFrom({ country: 'US' }, market, {}, { 'x-axiom-context': forged });

    expect(direct.data.localization.currencyCode).toBe('EUR');
    expect(data.localization.currencyCode).toBe('USD');
  });

  it('a customer signs in with a passkey of the address of the edge, by cookie', async () => {
    const authenticator = createAuthenticator(origin);
    const from = (query: string, variables: object = {}, headers = {}) =>
      executeFrom({ country: 'FR' }, query, variables, { origin, ...headers });
    const begun = await from('mutation { passkeyRegistrationBegin { options userErrors { code } } }');
    const finished = await from(
      `mutation ($response: JSONObject!) { passkeyRegistrationFinish(input: { response: $response, transport: COOKIE }) {
        userErrors { code message } } }`,
      { response: authenticator.create(begun.data.passkeyRegistrationBegin.options) },
    );
    const cookies = finished.response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    const { data } = await from('{ viewer { kind } }', {}, { cookie: cookies.join('; ') });

    expect(finished.data.passkeyRegistrationFinish.userErrors).toEqual([]);
    expect(data.viewer.kind).toBe('ELITE');
  });

  it('the explorer and the files of passkeys are served', async () => {
    const [page, keys] = await Promise.all([
      fetch(`${origin}/`, { headers: { accept: 'text/html' } }),
      fetch(`${origin}/.well-known/jwks.json`),
    ]);

    expect([page.status, keys.status]).toEqual([200, 200]);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  });
});

describe('A public GET', () => {
  const { handle } = exampleVariables('ProductPage');
  const query = `{ product(handle: "${handle}") { id title priceRange { min { amount currencyCode } } } }`;
  const get = (country: string, headers: Record<string, string> = {}) =>
    fetch(`${edge.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { 'mf-cf-blob': JSON.stringify({ country }), ...headers },
      cache: 'no-cache',
    });
  const isHit = ({ headers }: Response) => headers.get('cache-status')?.startsWith('axiom-edge; hit') === true;
  const untilHit = (country: string) => until(async () => isHit(await get(country)));

  it('is answered by the edge, with the price of each market and with 304', async () => {
    await untilHit('FR');
    await untilHit('JP');
    const [france, japan] = await Promise.all([get('FR'), get('JP')]);
    const again = await get('FR', { 'if-none-match': france.headers.get('etag') as string });
    const bodies = (await Promise.all([france.json(), japan.json()])) as Awaited<ReturnType<typeof execute>>[];

    expect(bodies.map(({ data }) => data.product.priceRange.min.currencyCode)).toEqual(['EUR', 'JPY']);
    expect(france.headers.get('cache-tag')?.split(',')).toContain(`product:${bodies[0]?.data.product.id}`);
    expect([again.status, isHit(again)]).toEqual([304, true]);
  });

  it('is requested again after the product was invalidated in all gateways', async () => {
    await untilHit('FR');
    const { data } = (await (await get('FR')).json()) as Awaited<ReturnType<typeof execute>>;
    const redis = openRedis(installationEnv().REDIS_URL as string, 'edge-story', createLog('test', 'silent'));
    await firstAttempt(redis);
    await openPublisher(redis).publish([{ scope: 'commerce', tags: [`product:${data.product.id}`] }]);
    redis.disconnect();

    await until(async () => !isHit(await get('FR')));
    await untilHit('FR');
  });
});

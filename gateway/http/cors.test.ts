import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ CORS_ORIGINS: 'https://studio.apollographql.com, https://shop.example' });
});
afterAll(() => gateway.close());

const preflight = (origin: string, requested = 'content-type,x-axiom-country,x-axiom-cost', url = gateway.url) =>
  fetch(url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': requested },
  });

describe('A page of an allowed origin', () => {
  it('may call the graph with the headers it needs', async () => {
    const { status, headers } = await preflight('https://shop.example');

    expect(status).toBe(204);
    expect(Object.fromEntries([...headers].filter(([name]) => /^access-control|^vary/.test(name)))).toEqual({
      vary: 'origin, access-control-request-headers',
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-private-network': 'true',
      'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-headers': 'content-type, x-axiom-country, x-axiom-cost',
      'access-control-expose-headers': 'x-request-id, retry-after, etag, allow, www-authenticate',
      'access-control-max-age': '7200',
    });
  });

  it('may send headers of tracing and client libraries', async () => {
    const added =
      'authorization, baggage, sentry-trace, traceparent, tracestate, b3, x-b3-traceid, x-datadog-trace-id, newrelic, x-apollo-operation-name, apollographql-client-name, x-graphql-client-name, x-requested-with';

    const { headers } = await preflight('https://shop.example', added);

    expect(headers.get('access-control-allow-headers')).toBe(added);
  });

  it('may not send headers of proxies, or invalid names', async () => {
    const { headers } = await preflight(
      'https://shop.example',
      'X-Forwarded-For, forwarded, x-real-ip, cf-connecting-ip, x-axiom-seal, a b, , Baggage',
    );

    expect(headers.get('access-control-allow-headers')).toBe('baggage');
  });

  it('may read the response', async () => {
    const { headers } = await gateway.execute('{ __typename }', {
      headers: { origin: 'https://studio.apollographql.com' },
    });

    expect(headers.get('access-control-allow-origin')).toBe('https://studio.apollographql.com');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('vary')).toContain('origin');
  });
});

describe('A page of this machine', () => {
  const origins = ['http://localhost:3000', 'http://127.0.0.1:5173', 'http://[::1]:8080', 'http://shop.localhost:3000'];

  it.each(origins)('may call a gateway that listens on loopback: %s', async (origin) => {
    const preflighted = await preflight(origin);
    const response = await gateway.execute('{ __typename }', { headers: { origin } });

    for (const { headers } of [preflighted, response]) {
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
    }
  });

  it('may not call a gateway that listens publicly, unless its origin is configured', async () => {
    const open = await startTestGateway({ HOST: '0.0.0.0', CORS_ORIGINS: 'http://localhost:3000' });
    // Requests for the host 0.0.0.0 are rejected before their origin is checked.
    const url = open.url.replace('0.0.0.0', 'localhost');
    try {
      const allowed = await Promise.all(
        origins.map(async (origin) => (await preflight(origin, '', url)).headers.get('access-control-allow-origin')),
      );

      expect(allowed).toEqual(['http://localhost:3000', null, null, null]);
    } finally {
      await open.close();
    }
  });
});

describe('A page of any other origin', () => {
  it.each([
    'https://evil.example',
    'https://shop.example.evil.example',
    'http://shop.example',
    'http://localhost.evil.example',
    'null',
  ])('gets no CORS headers: %s', async (origin) => {
    const preflighted = await preflight(origin);
    const response = await gateway.execute('{ __typename }', { headers: { origin } });

    for (const { headers } of [preflighted, response]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers.get('vary')).toContain('origin');
    }
  });
});

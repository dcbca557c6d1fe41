import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmallHouse, startSmallHouse } from './testing.ts';

let house: SmallHouse;
beforeAll(async () => {
  house = await startSmallHouse({ CORS_ORIGINS: 'https://studio.apollographql.com, https://shop.example' });
});
afterAll(() => house.close());

const preflight = (origin: string) =>
  fetch(house.gateway.url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-axiom-country',
    },
  });

describe('A page of an origin that is let in', () => {
  it('may call the graph with the headers it needs', async () => {
    const { status, headers } = await preflight('https://shop.example');

    expect(status).toBe(204);
    expect(Object.fromEntries([...headers].filter(([name]) => /^access-control|^vary/.test(name)))).toEqual({
      vary: 'origin',
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-private-network': 'true',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers':
        'content-type, authorization, apollo-require-preflight, apollographql-client-name, apollographql-client-version, x-axiom-country, x-axiom-currency, x-request-id',
      'access-control-expose-headers': 'x-request-id, retry-after',
      'access-control-max-age': '7200',
    });
  });

  it('may read the answer', async () => {
    const { headers } = await house.ask('{ __typename }', { headers: { origin: 'https://studio.apollographql.com' } });

    expect(headers.get('access-control-allow-origin')).toBe('https://studio.apollographql.com');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('vary')).toContain('origin');
  });
});

describe('A page of any other origin', () => {
  it.each(['https://evil.example', 'https://shop.example.evil.example', 'http://shop.example', 'null'])(
    'is told nothing: %s',
    async (origin) => {
      const asked = await preflight(origin);
      const answered = await house.ask('{ __typename }', { headers: { origin } });

      for (const { headers } of [asked, answered]) {
        expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
        expect(headers.get('vary')).toContain('origin');
      }
    },
  );
});

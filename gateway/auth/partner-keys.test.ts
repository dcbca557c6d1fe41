import { hash } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { openPartnerKeys, type PartnerKeys } from './partner-keys.ts';

const key = 'axk_test_abc';
const grant = {
  keyId: 'k-1',
  partnerId: 'p-1',
  mode: 'TEST',
  scopes: ['carbon:read'],
  allowedOrigins: ['https://a.example'],
};
const partner = { kind: 'PARTNER', id: 'p-1', scopes: ['carbon:read'], session: 'k-1' };

/** A fake of identity with prepared responses, and the queries that it received. */
function identity(responses: (Record<string, unknown> | Error)[]) {
  const received: unknown[] = [];
  const query = async (_query: string, variables?: Record<string, unknown>) => {
    received.push(variables?.hash ?? 'origins');
    const response = responses.length > 1 ? responses.shift() : responses[0];
    if (response instanceof Error) throw response;
    return response as Record<string, unknown>;
  };
  return { query, received };
}

afterEach(() => {
  jest.useRealTimers();
});

describe('A partner key', () => {
  it('is sent to identity as a digest only, once for many requests', async () => {
    const { query, received } = identity([{ partnerKeyGrant: grant }]);
    const keys = openPartnerKeys(query, ['test']);

    const viewers = await Promise.all([1, 2, 3].map(() => keys.read(key, undefined)));

    expect(viewers).toEqual([partner, partner, partner]);
    expect(received).toEqual([hash('sha256', key, 'hex')]);
  });

  it.each<[string, string | undefined, object | null, string[]]>([
    ['is not known', undefined, null, ['test', 'live']],
    ['has a mode that is not accepted', undefined, grant, ['live']],
    ['comes from a page of another origin', 'https://b.example', grant, ['test']],
    ['comes from a page while it is for servers only', 'https://a.example', { ...grant, allowedOrigins: [] }, ['test']],
  ])('grants no access when it %s', async (_why, origin, response, modes) => {
    const { query } = identity([{ partnerKeyGrant: response }]);

    expect(await openPartnerKeys(query, modes).read(key, origin)).toBeUndefined();
  });

  it('is valid on a page of its origins', async () => {
    const { query } = identity([{ partnerKeyGrant: grant }]);

    expect(await openPartnerKeys(query, ['test']).read(key, 'https://a.example')).toEqual(partner);
  });

  it('cannot be checked while identity is unavailable, and this is not cached', async () => {
    const { query } = identity([new Error('unavailable'), { partnerKeyGrant: grant }]);
    const keys = openPartnerKeys(query, ['test']);

    await expect(keys.read(key, undefined)).rejects.toThrow('unavailable');
    expect(await keys.read(key, undefined)).toEqual(partner);
  });
});

describe('An origin of partners', () => {
  const origins = ['https://a.example', 'https://b.example'];
  const admitted = ({ allowsOrigin }: PartnerKeys) => Promise.all(origins.map(allowsOrigin));

  it('is allowed if identity lists it, with one query for many requests', async () => {
    const { query, received } = identity([{ partnerOrigins: ['https://a.example'] }]);
    const keys = openPartnerKeys(query, ['test']);

    expect([await admitted(keys), await admitted(keys)]).toEqual([
      [true, false],
      [true, false],
    ]);
    expect(received).toEqual(['origins']);
  });

  it('is allowed at its first request, even if the cached list is older', async () => {
    jest.useFakeTimers();
    const { query } = identity([{ partnerOrigins: [] }, { partnerOrigins: ['https://a.example'] }]);
    const keys = openPartnerKeys(query, ['test']);

    const before = await admitted(keys);
    await jest.advanceTimersByTimeAsync(5_010);

    expect([before, await admitted(keys)]).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  it('remains allowed while identity is unavailable', async () => {
    jest.useFakeTimers();
    const { query, received } = identity([{ partnerOrigins: ['https://a.example'] }, new Error('unavailable')]);
    const keys = openPartnerKeys(query, ['test']);

    await admitted(keys);
    await jest.advanceTimersByTimeAsync(5_010);

    expect(await admitted(keys)).toEqual([true, false]);
    expect(received).toEqual(['origins', 'origins']);
  });
});

import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openPartnerKeys } from './partner-keys.ts';

const key = 'axk_test_abc';
const grant = {
  keyId: 'k-1',
  partnerId: 'p-1',
  mode: 'TEST',
  scopes: ['carbon:read'],
  allowedOrigins: ['https://a.example'],
};
const partner = { kind: 'PARTNER', id: 'p-1', scopes: ['carbon:read'], session: 'k-1' };

/** Identity as it would answer, and what it was asked. */
function identity(answers: (Record<string, unknown> | Error)[]) {
  const asked: unknown[] = [];
  const ask = async (_query: string, variables?: Record<string, unknown>) => {
    asked.push(variables?.hash ?? 'origins');
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer as Record<string, unknown>;
  };
  return { ask, asked };
}

describe('A partner key', () => {
  it('is known to identity by its digest alone, and asked about once for many requests', async () => {
    const { ask, asked } = identity([{ partnerKeyGrant: grant }]);
    const keys = openPartnerKeys(ask, ['test']);

    const viewers = await Promise.all([1, 2, 3].map(() => keys.read(key, undefined)));

    expect(viewers).toEqual([partner, partner, partner]);
    expect(asked).toEqual([hash('sha256', key, 'hex')]);
  });

  it.each<[string, string | undefined, object | null, string[]]>([
    ['is not known', undefined, null, ['test', 'live']],
    ['is of a mode that this house does not take', undefined, grant, ['live']],
    ['comes from a page of another origin', 'https://b.example', grant, ['test']],
    ['comes from a page while it is for servers only', 'https://a.example', { ...grant, allowedOrigins: [] }, ['test']],
  ])('opens nothing when it %s', async (_why, origin, answer, modes) => {
    const { ask } = identity([{ partnerKeyGrant: answer }]);

    expect(await openPartnerKeys(ask, modes).read(key, origin)).toBeUndefined();
  });

  it('opens from a page of its origins', async () => {
    const { ask } = identity([{ partnerKeyGrant: grant }]);

    expect(await openPartnerKeys(ask, ['test']).read(key, 'https://a.example')).toEqual(partner);
  });

  it('cannot be told while identity is away, which is not remembered', async () => {
    const { ask } = identity([new Error('away'), { partnerKeyGrant: grant }]);
    const keys = openPartnerKeys(ask, ['test']);

    await expect(keys.read(key, undefined)).rejects.toThrow('away');
    expect(await keys.read(key, undefined)).toEqual(partner);
  });
});

describe('An origin of partners', () => {
  it('is admitted once identity has told of it, and stays so while identity is away', async () => {
    const { ask, asked } = identity([{ partnerOrigins: ['https://a.example'] }, new Error('away')]);
    const keys = openPartnerKeys(ask, ['test']);

    const first = keys.admitsOrigin('https://a.example');
    await new Promise(setImmediate);

    expect([first, keys.admitsOrigin('https://a.example'), keys.admitsOrigin('https://b.example')]).toEqual([
      false,
      true,
      false,
    ]);
    expect(asked).toEqual(['origins']);
  });
});

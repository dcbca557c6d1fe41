import { describe, expect, it } from '@jest/globals';
import { decrypt, encrypt } from './encryption.ts';

const secret = new Uint8Array(32).fill(7);

describe('A text that was encrypted', () => {
  it('is read with its secret, and each time it is written differently', async () => {
    const [one, other] = [await encrypt('whsec_A', secret), await encrypt('whsec_A', secret, { kid: 'k' })];

    expect([await decrypt(one, secret), await decrypt(other, secret)]).toEqual(['whsec_A', 'whsec_A']);
    expect(one).not.toBe(other);
    expect(one).not.toContain('whsec');
  });

  it('is not read with another secret, nor once it was changed', async () => {
    const jwe = await encrypt('whsec_A', secret);

    await expect(decrypt(jwe, new Uint8Array(32))).rejects.toThrow();
    await expect(decrypt(`${jwe.slice(0, -2)}AA`, secret)).rejects.toThrow();
    await expect(decrypt('whsec_A', secret)).rejects.toThrow();
  });
});

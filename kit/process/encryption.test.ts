import { describe, expect, it } from '@jest/globals';
import { decrypt, encrypt } from './encryption.ts';

const secret = new Uint8Array(32).fill(7);

describe('An encrypted text', () => {
  it('is decrypted with its key, and differs at each encryption', async () => {
    const [one, other] = [await encrypt('whsec_A', secret), await encrypt('whsec_A', secret, { kid: 'k' })];

    expect([await decrypt(one, secret), await decrypt(other, secret)]).toEqual(['whsec_A', 'whsec_A']);
    expect(one).not.toBe(other);
    expect(one).not.toContain('whsec');
  });

  it('is not decrypted with another key or after a change', async () => {
    const jwe = await encrypt('whsec_A', secret);

    await expect(decrypt(jwe, new Uint8Array(32))).rejects.toThrow();
    await expect(decrypt(`${jwe.slice(0, -2)}AA`, secret)).rejects.toThrow();
    await expect(decrypt('whsec_A', secret)).rejects.toThrow();
  });
});

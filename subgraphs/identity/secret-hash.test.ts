import { describe, expect, it } from '@jest/globals';
import { hashSecret, isSecretOf } from './secret-hash.ts';

describe('The hash of a secret', () => {
  it('is that of this secret and no other', async () => {
    const hash = await hashSecret('open sesame');

    expect(await isSecretOf(hash, 'open sesame')).toBe(true);
    expect(await isSecretOf(hash, 'open barley')).toBe(false);
    expect(await isSecretOf(hash, '')).toBe(false);
  });

  it('is salted, so that equal secrets do not show', async () => {
    expect(await hashSecret('open sesame')).not.toBe(await hashSecret('open sesame'));
  });

  it('is a PHC string of scrypt, as RFC 7914 has it', async () => {
    // The first 32 bytes of the third vector of §12.
    const vector = '$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI';

    expect(await isSecretOf(vector, 'pleaseletmein')).toBe(true);
    expect(await hashSecret('x')).toMatch(/^\$scrypt\$ln=14,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });
});

import { decrypt, encrypt } from '#kit/process/encryption.ts';
import { derivedKey } from '../derived-keys.ts';

/** Encrypts what is kept of mail: addresses, tokens and what a sign-up gives. */
export interface Cipher {
  seal(content: object): Promise<string>;
  open<Content>(jwe: string): Promise<Content>;
}

/** A cipher with a key of its own, derived from IDENTITY_KEY_SECRET. */
export function createMailCipher(secret: Uint8Array): Cipher {
  const key = derivedKey(secret, 'mail');
  return {
    seal: (content) => encrypt(JSON.stringify(content), key),
    open: async (jwe) => JSON.parse(await decrypt(jwe, key)),
  };
}

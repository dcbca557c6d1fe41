import { hkdfSync } from 'node:crypto';
import { decrypt, encrypt } from '#kit/encryption.ts';

/** Encrypts what is kept of mail: addresses, tokens and what a sign-up gives. */
export interface Cipher {
  seal(content: object): Promise<string>;
  open<Content>(jwe: string): Promise<Content>;
}

/** A cipher with a key of its own, derived from the secret of the room. */
export function cipherWith(secret: Uint8Array): Cipher {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'identity: mail', 32));
  return {
    seal: (content) => encrypt(JSON.stringify(content), key),
    open: async (jwe) => JSON.parse(await decrypt(jwe, key)),
  };
}

import { decrypt, encrypt } from '#kit/process/encryption.ts';
import { derivedKey } from '../derived-keys.ts';

/** Encrypts the stored content of mail and links: addresses, tokens and sign-up data. */
export interface MailCipher {
  encrypt(content: object): Promise<string>;
  decrypt<Content>(jwe: string): Promise<Content>;
}

/** A cipher whose key is derived from IDENTITY_KEY_SECRET. */
export function createMailCipher(secret: Uint8Array): MailCipher {
  const key = derivedKey(secret, 'mail');
  return {
    encrypt: (content) => encrypt(JSON.stringify(content), key),
    decrypt: async (jwe) => JSON.parse(await decrypt(jwe, key)),
  };
}

import { CompactEncrypt, compactDecrypt } from 'jose';

/** Encrypts a text with a key of 32 bytes, as a compact JWE (RFC 7516: `dir`, `A256GCM`). */
export async function encrypt(text: string, secret: Uint8Array, header: { kid?: string } = {}): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ...header })
    .encrypt(secret);
}

/** Decrypts the output of `encrypt`. Rejects for other input and with another key. */
export async function decrypt(jwe: string, secret: Uint8Array): Promise<string> {
  const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  const { plaintext } = await compactDecrypt(jwe, secret, options);
  return new TextDecoder().decode(plaintext);
}

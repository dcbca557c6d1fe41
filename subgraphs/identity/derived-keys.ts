import { hkdfSync } from 'node:crypto';

/** A key of 32 bytes for one purpose, derived from the secret of the room by HKDF (RFC 5869). */
export function derivedKey(secret: Uint8Array, purpose: 'mail' | 'pseudonyms'): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `identity: ${purpose}`, 32));
}

import { hkdfSync } from 'node:crypto';

/** Derives a 32-byte key for one purpose from the subgraph's secret with HKDF (RFC 5869). */
export function derivedKey(secret: Uint8Array, purpose: 'mail' | 'pseudonyms' | 'unsubscribe'): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `identity: ${purpose}`, 32));
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token is to an order. `UNDATED`: made before tokens were dated; it expires as long after the order was placed. */
export type OrderTokenState = 'VALID' | 'EXPIRED' | 'UNDATED' | 'INVALID';

/** The tokens that show an order to a client that is not signed in: each is valid for its own order alone, until it expires. */
export interface OrderTokens {
  /** The token of an order; the same whenever it is asked for. */
  of(orderId: string, placedAt: Date): string;
  read(orderId: string, token: string): OrderTokenState;
  /** Whether the tokens of an order that was placed at this time have expired. */
  isTimeOver(placedAt: Date): boolean;
}

/**
 * Tokens that cannot be forged without the secret, valid for `days` after the order was placed: when they expire, in
 * seconds since 1970 and base 36, a dot, and the HMAC-SHA-256 of that and the id. Medusa's application reads the same.
 */
export function orderTokensWith(secret: Uint8Array, days: number): OrderTokens {
  const lifetime = days * 86_400_000;
  const digest = (text: string) => createHmac('sha256', secret).update(text).digest();
  return {
    of: (orderId, placedAt) => {
      const expires = Math.floor((placedAt.getTime() + lifetime) / 1_000).toString(36);
      return `${expires}.${digest(`order ${orderId} ${expires}`).toString('base64url')}`;
    },
    read: (orderId, token) => {
      const [expires, mac] = token.split('.', 2) as [string, string | undefined];
      if (mac === undefined) return isDigest(token, digest(`order ${orderId}`)) ? 'UNDATED' : 'INVALID';
      if (!isDigest(mac, digest(`order ${orderId} ${expires}`))) return 'INVALID';
      return Number.parseInt(expires, 36) * 1_000 > Date.now() ? 'VALID' : 'EXPIRED';
    },
    isTimeOver: (placedAt) => placedAt.getTime() + lifetime <= Date.now(),
  };
}

function isDigest(given: string, expected: Buffer): boolean {
  const bytes = Buffer.from(given, 'base64url');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** The state of a token for an order. `UNDATED`: without expiry time, from an earlier version; the order's date decides. */
export type OrderTokenState = 'VALID' | 'EXPIRED' | 'UNDATED' | 'INVALID';

/** Access tokens that let an anonymous buyer read an order. Each is valid for one order, until it expires. */
export interface OrderTokens {
  /** Issues the token of an order; deterministic. */
  issue(orderId: string, placedAt: Date): string;
  /** Verifies a token for an order. */
  verify(orderId: string, token: string): OrderTokenState;
  /** Whether undated tokens of an order that was placed at this time have expired. */
  isExpired(placedAt: Date): boolean;
}

/**
 * Order tokens that are valid for `days` after the order was placed. A token is its expiry time (seconds since 1970 in
 * base 36), a dot, and the HMAC-SHA-256 of the order id and that time. The Medusa application verifies the same tokens.
 */
export function createOrderTokens(secret: Uint8Array, days: number): OrderTokens {
  const lifetime = days * 86_400_000;
  const digest = (text: string) => createHmac('sha256', secret).update(text).digest();
  return {
    issue: (orderId, placedAt) => {
      const expires = Math.floor((placedAt.getTime() + lifetime) / 1_000).toString(36);
      return `${expires}.${digest(`order ${orderId} ${expires}`).toString('base64url')}`;
    },
    verify: (orderId, token) => {
      const [expires, mac] = token.split('.', 2) as [string, string | undefined];
      if (mac === undefined) return isDigest(token, digest(`order ${orderId}`)) ? 'UNDATED' : 'INVALID';
      if (!isDigest(mac, digest(`order ${orderId} ${expires}`))) return 'INVALID';
      return Number.parseInt(expires, 36) * 1_000 > Date.now() ? 'VALID' : 'EXPIRED';
    },
    isExpired: (placedAt) => placedAt.getTime() + lifetime <= Date.now(),
  };
}

function isDigest(text: string, expected: Buffer): boolean {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** The state of a token for an order. `UNDATED`: without expiry time, from an earlier version; the order's date decides. */
export type OrderTokenState = 'VALID' | 'EXPIRED' | 'UNDATED' | 'INVALID';

/** The same secret and lifetime as in the graph (`subgraphs/commerce/orders/order-tokens.ts`): both accept the same tokens. */
const { ORDER_TOKEN_SECRET = '', ORDER_TOKEN_DAYS } = process.env;
const secret = /^[0-9a-f]{64}$/i.test(ORDER_TOKEN_SECRET) ? Buffer.from(ORDER_TOKEN_SECRET, 'hex') : undefined;
const lifetime = Number(ORDER_TOKEN_DAYS || 180) * 86_400_000;

/** Issues the token that lets an anonymous client read an order; undefined where no secret is configured. */
export function issueOrderToken(orderId: string, placedAt: Date): string | undefined {
  if (!secret) return undefined;
  const expires = Math.floor((placedAt.getTime() + lifetime) / 1_000).toString(36);
  return `${expires}.${digest(secret, `order ${orderId} ${expires}`).toString('base64url')}`;
}

/** Verifies a token for an order. */
export function verifyOrderToken(orderId: string, token: string): OrderTokenState {
  const [expires, mac] = token.split('.', 2) as [string, string | undefined];
  if (!secret) return 'INVALID';
  if (mac === undefined) return isDigest(token, digest(secret, `order ${orderId}`)) ? 'UNDATED' : 'INVALID';
  if (!isDigest(mac, digest(secret, `order ${orderId} ${expires}`))) return 'INVALID';
  return Number.parseInt(expires, 36) * 1_000 > Date.now() ? 'VALID' : 'EXPIRED';
}

/** Whether undated tokens of an order that was placed at this time have expired. */
export function isTokenExpired(placedAt: Date): boolean {
  return placedAt.getTime() + lifetime <= Date.now();
}

function digest(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function isDigest(text: string, expected: Buffer): boolean {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

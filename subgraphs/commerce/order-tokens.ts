import { createHmac, timingSafeEqual } from 'node:crypto';

/** The tokens that show an order to whoever has not signed in: each is good for its own order alone, for good. */
export interface OrderTokens {
  of(orderId: string): string;
  opens(orderId: string, token: string): boolean;
}

/** Tokens that nobody can make without the secret. */
export function orderTokensWith(secret: Uint8Array): OrderTokens {
  const digest = (orderId: string) => createHmac('sha256', secret).update(`order ${orderId}`).digest();
  return {
    of: (orderId) => digest(orderId).toString('base64url'),
    opens: (orderId, token) => {
      const [expected, given] = [digest(orderId), Buffer.from(token, 'base64url')];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

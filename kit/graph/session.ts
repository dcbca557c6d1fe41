import { hash } from 'node:crypto';
import { z } from 'zod';

/**
 * Sessions in Redis. The identity subgraph writes them, and the gateway reads them at every request. A session that is
 * not in Redis is invalid, even when its token is valid.
 */
export const keys = {
  /** A customer's session: a `CustomerSession` as JSON. It expires with the session. */
  customer: (id: string) => `session:${id}`,
  /** The sessions of an account: a sorted set of their ids by last use, in seconds since 1970. */
  customerIndex: (account: string) => `sessions:${account}`,
  /** A curator's session: a `CuratorSession` as JSON. It expires when it is idle for too long. */
  curator: (id: string) => `curator:${id}`,
  /**
   * When a customer's sessions of Medusa's REST API ended, in milliseconds since 1970 by the clock of Redis: earlier
   * sessions are revoked. Medusa's application reads it under the same name.
   */
  notBefore: (customer: string) => `not-before:${customer}`,
  /** Selects the node of a cluster whose clock these times are of. Nothing is stored in it. */
  clock: 'clock',
};

/** The maximum lifetime of a customer's session in seconds, in the graph and in Medusa's REST API. */
export const longestSession = 30 * 86_400;

/** The prefix of all session ids, of customers and curators. */
export const sessionPrefix = 'ses_';

/** The id of a curator's session: the SHA-256 of its token. The token itself is not stored. */
export const curatorSessionId = (token: string) => `${sessionPrefix}${hash('sha256', token, 'hex')}`;

const opened = {
  id: z.string(),
  /** Seconds since 1970, as all times in this file. */
  createdAt: z.number(),
  /** When the user last authenticated. */
  authTime: z.number(),
  /** The authentication methods: values of RFC 8176 and `passkey`. */
  methods: z.array(z.string()),
  expiresAt: z.number(),
  device: z.string().optional(),
  country: z.string().optional(),
  /** The credential of the passkey that opened it, in base64url. */
  credential: z.string().optional(),
};

export const CustomerSession = z.object({
  ...opened,
  kind: z.enum(['CUSTOMER', 'ELITE']),
  scopes: z.array(z.string()),
  /** The account with the passkeys. */
  account: z.string(),
  /** The Medusa customer. */
  customer: z.string(),
});
export type CustomerSession = z.infer<typeof CustomerSession>;

export const CuratorSession = z.object({
  ...opened,
  curator: z.string(),
  /**
   * The session is revoked when the curator's generation is higher. The curator's scopes are read from identity at
   * every request.
   */
  generation: z.number(),
  /** The idle timeout in seconds. */
  idle: z.number(),
});
export type CuratorSession = z.infer<typeof CuratorSession>;

/** The prefix of a curator's token, followed by 32 random bytes in base64url. */
export const curatorPrefix = 'axc_';

/** The prefix of a partner's key, followed by `live_` or `test_`. */
export const partnerPrefix = 'axk_';

/** A session for the browser to store as an HttpOnly cookie, or to delete. */
export interface SessionCookie {
  /** `DEVICE` is not a session but the device token. */
  kind: 'CUSTOMER' | 'CURATOR' | 'DEVICE';
  /** Null deletes the cookie. */
  token: string | null;
  /** Seconds until the cookie expires. */
  maxAge: number;
}

/** The `typ` in the header of an Elite Session's token. */
export const tokenType = 'at+jwt';

import { hash } from 'node:crypto';
import { z } from 'zod';

/**
 * Sessions as they lie in Redis, where identity writes them and the gateway reads them at every request: a session that
 * is not there does not exist, whatever a token says.
 */
export const keys = {
  /** A customer's session, a `CustomerSession` as JSON. It expires with the session. */
  customer: (id: string) => `session:${id}`,
  /** An account's sessions: a sorted set of their ids by when they were last seen, in seconds since 1970. */
  customerIndex: (account: string) => `sessions:${account}`,
  /** A curator's session, a `CuratorSession` as JSON. It expires when it is idle too long. */
  curator: (id: string) => `curator:${id}`,
  /**
   * When a customer's sessions of Medusa's own REST ended, in milliseconds since 1970 by the clock of Redis: those that
   * began before are over. Medusa's application reads it under the same name.
   */
  notBefore: (customer: string) => `not-before:${customer}`,
};

/** Seconds for which a customer's session lasts at most, in the graph and in Medusa's REST. */
export const longestSession = 30 * 86_400;

/** Prefix of the ids of all sessions, customers' and curators'. */
export const sessionPrefix = 'ses_';

/** The id of the curator's session that a token opens: the SHA-256 of the token, which is kept nowhere itself. */
export const curatorSessionId = (token: string) => `${sessionPrefix}${hash('sha256', token, 'hex')}`;

const opened = {
  id: z.string(),
  /** Seconds since 1970, as everywhere here. */
  createdAt: z.number(),
  /** When its owner last proved who they are. */
  authTime: z.number(),
  /** How: values of RFC 8176 and `passkey`. */
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
  /** The account that holds the passkeys. */
  account: z.string(),
  /** The Medusa customer. */
  customer: z.string(),
});
export type CustomerSession = z.infer<typeof CustomerSession>;

export const CuratorSession = z.object({
  ...opened,
  curator: z.string(),
  /** The session has ended once the curator's generation is higher. What it opens is read from identity at every request. */
  generation: z.number(),
  /** Seconds without a request after which it ends. */
  idle: z.number(),
});
export type CuratorSession = z.infer<typeof CuratorSession>;

/** A curator's token begins so: 32 random bytes in base64url follow. */
export const curatorPrefix = 'axc_';

/** A partner's key begins so, then `live_` or `test_`. */
export const partnerPrefix = 'axk_';

/** A session that the browser is to keep as an HttpOnly cookie, or to forget. */
export interface SessionCookie {
  /** `DEVICE` holds no session: it holds the device token. */
  kind: 'CUSTOMER' | 'CURATOR' | 'DEVICE';
  /** Null: it is cleared. */
  token: string | null;
  /** Seconds until the browser drops it by itself. */
  maxAge: number;
}

/** What an Elite Session's token says of itself in its header, and who it is meant for. */
export const tokenType = 'at+jwt';

import type { Redis } from 'ioredis';
import type { CustomerSession } from '#kit/session.ts';

/** The sessions of those who have signed in. */
export type Sessions = ReturnType<typeof sessionsOver>;

/** A session, and when its owner was last seen, in seconds since 1970. */
export interface Session extends Pick<CustomerSession, 'id' | 'createdAt' | 'authTime' | 'methods' | 'expiresAt'> {
  device?: string | undefined;
  country?: string | undefined;
  lastSeenAt: number;
}

/** A session just opened, and its token where it is handed over as one. */
export interface SessionGrant {
  session: Session;
  token: string | null;
}

export function sessionsOver(_redis: Redis) {
  return {};
}

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, generateJwtToken } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { orUnavailable, sharedRedis } from './redis';

/**
 * The sessions of Medusa's REST API, in the Redis that the graph uses. Every token that Medusa issues names one. A token is
 * valid only while its session exists:
 * - a token that was exchanged for the token of an Elite Session names that session, `session:<id>`, which identity manages;
 * - any other token names a `store-session:<id>`, which starts when the password is checked. Its id starts with `store_`.
 *   `not-before:<actor>` ends all sessions of an actor that started earlier. Identity writes it when a customer ends all
 *   sessions, so `kit/graph/session.ts` has the same key.
 */
const keys = {
  elite: (id: string) => `session:${id}`,
  store: (id: string) => `store-session:${id}`,
  notBefore: (actor: string) => `not-before:${actor}`,
  clock: 'clock',
};

/** Longest lifetime of a session in seconds, regardless of refreshed tokens: the same as for a session of the graph. */
const maxSessionSeconds = 30 * 86_400;
/** Lifetime in seconds of a session that an internal service opens for one action. */
const maxServiceSessionSeconds = 900;
/** Lifetime of a token in seconds. */
const tokenSeconds = 900;

/** Prefix of the ids of sessions that Medusa manages. */
const storePrefix = 'store_';

/** Times in milliseconds since 1970, by the clock of Redis. */
const StoreSession = z.object({ identity: z.string(), began: z.number(), ends: z.number() });
type StoreSession = z.infer<typeof StoreSession>;

const EliteSession = z.object({ customer: z.string(), expiresAt: z.number() });

/** The claims of a token. */
export interface Claims {
  actor_id: string;
  actor_type: string;
  auth_identity_id: string;
  auth_provider?: string;
  /** The id of its session. */
  sid?: string;
}

/** The subject of a token. */
export interface TokenSubject {
  actorType: 'customer' | 'user';
  provider: 'emailpass' | 'axiom';
  identity: { id: string; app_metadata?: Record<string, unknown> | null };
}

/** The time of the Redis server in milliseconds since 1970. Rejects with `Unavailable` while Redis is unavailable. */
export async function redisTime(): Promise<number> {
  return Number(await readClock());
}

/**
 * Opens a session, and returns its id and expiry. `began` is a time before the password was checked, so that a change of the
 * password also ends sessions that are being opened with the old password.
 */
export async function openSession(
  identity: string,
  began: number,
  byService: boolean,
): Promise<{ sid: string; ends: number }> {
  const seconds = byService ? maxServiceSessionSeconds : maxSessionSeconds;
  const sid = `${storePrefix}${randomBytes(16).toString('base64url')}`;
  const session: StoreSession = { identity, began, ends: began + seconds * 1_000 };
  await orUnavailable(sharedRedis().set(keys.store(sid), JSON.stringify(session), 'EX', seconds));
  return { sid, ends: session.ends };
}

/** When the session of a token expires, in milliseconds since 1970; undefined where it has ended. */
export async function endOfSession(claims: Claims): Promise<number | undefined> {
  const { sid, actor_id: actor, auth_identity_id: identity } = claims;
  if (!sid) return undefined;
  if (!sid.startsWith(storePrefix)) {
    const session = EliteSession.safeParse(parse(await orUnavailable(sharedRedis().get(keys.elite(sid))))).data;
    return session?.customer === actor ? session.expiresAt * 1_000 : undefined;
  }
  // Not one command, because the keys may be on two nodes of a cluster.
  const [text, notBefore] = await orUnavailable(
    Promise.all([sharedRedis().get(keys.store(sid)), sharedRedis().get(keys.notBefore(actor))]),
  );
  const session = StoreSession.safeParse(parse(text)).data;
  if (session?.identity !== identity || session.began <= Number(notBefore ?? 0)) return undefined;
  return session.ends;
}

/** Ends a session that Medusa manages; does nothing for others. */
export async function endSession(sid: string): Promise<void> {
  if (sid.startsWith(storePrefix)) await orUnavailable(sharedRedis().del(keys.store(sid)));
}

/** Identity uses the same scripts. */
const [clockScript, endScript] = ['clock', 'end-sessions'].map((name) =>
  readFileSync(join(__dirname, `../../../../kit/stores/${name}.lua`), 'utf8'),
) as [string, string];

function readClock(): Promise<string> {
  return orUnavailable(sharedRedis().eval(clockScript, 1, keys.clock) as Promise<string>);
}

/** Ends all sessions of an actor that Medusa manages, effective for the next request. */
export async function endSessionsOf(actor: string): Promise<void> {
  await orUnavailable(sharedRedis().eval(endScript, 1, keys.notBefore(actor), await readClock(), maxSessionSeconds));
}

/** Issues a token for a session. It expires after 15 minutes, or with the session if that is earlier. */
export function makeToken(
  scope: MedusaContainer,
  { actorType, provider, identity }: TokenSubject,
  { sid, ends }: { sid: string; ends: number },
): string {
  const { http } = scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig;
  const actor = identity.app_metadata?.[`${actorType}_id`];
  const claims: Claims & Record<string, unknown> = {
    actor_id: typeof actor === 'string' ? actor : '',
    actor_type: actorType,
    auth_identity_id: identity.id,
    auth_provider: provider,
    app_metadata: identity.app_metadata ?? {},
    user_metadata: {},
    mfa_enabled: false,
    mfa_challenge_completed_at: null,
    sid,
  };
  const left = Math.floor((ends - Date.now()) / 1_000);
  return generateJwtToken(claims, { secret: http.jwtSecret, expiresIn: Math.max(1, Math.min(tokenSeconds, left)) });
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

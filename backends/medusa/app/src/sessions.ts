import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, generateJwtToken } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';
import { answerOf, houseRedis } from './redis';

/**
 * The sessions of Medusa's REST, in the Redis that the graph uses. Every token that Medusa gives names one. A token is
 * valid only while its session exists:
 * - one that was exchanged for the token of an Elite Session names that session, `session:<id>`, which identity keeps;
 * - any other names a `store-session:<id>`, which began when its password was given, and whose id begins with `store_`.
 *   `not-before:<actor>` ends all of an actor's that began earlier. Identity writes it where a customer ends all
 *   sessions, so its name stands in `kit/graph/session.ts` as well.
 */
const keys = {
  elite: (id: string) => `session:${id}`,
  store: (id: string) => `store-session:${id}`,
  notBefore: (actor: string) => `not-before:${actor}`,
};

/** Seconds for which a session lasts at most, however often its token is refreshed: as long as one of the graph. */
const longest = 30 * 86_400;
/** Seconds for which a session lasts that an internal service opens for one action. */
const longestOfService = 900;
/** Seconds for which a token is valid. */
const tokenSeconds = 900;

/** How the ids of sessions begin that Medusa keeps. */
const storePrefix = 'store_';

/** Times in milliseconds since 1970, by the clock of Redis. */
const StoreSession = z.object({ identity: z.string(), began: z.number(), ends: z.number() });
type StoreSession = z.infer<typeof StoreSession>;

const EliteSession = z.object({ customer: z.string(), expiresAt: z.number() });

/** What a token says. */
export interface Claims {
  actor_id: string;
  actor_type: string;
  auth_identity_id: string;
  auth_provider?: string;
  /** The id of its session. */
  sid?: string;
}

/** Whom a token is for. */
export interface Holder {
  actorType: 'customer' | 'user';
  provider: 'emailpass' | 'axiom';
  identity: { id: string; app_metadata?: Record<string, unknown> | null };
}

/** The time by the clock of Redis, in milliseconds since 1970. Rejects with `Unavailable` while Redis is away. */
export async function timeAtRedis(): Promise<number> {
  const [seconds, microseconds] = await answerOf(houseRedis().time());
  return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
}

/**
 * Opens a session, and gives its id and end. `began` is a time before the password was compared, so that a change of the
 * password ends sessions that were being opened with the one before.
 */
export async function openSession(
  identity: string,
  began: number,
  byService: boolean,
): Promise<{ sid: string; ends: number }> {
  const seconds = byService ? longestOfService : longest;
  const sid = `${storePrefix}${randomBytes(16).toString('base64url')}`;
  const session: StoreSession = { identity, began, ends: began + seconds * 1_000 };
  await answerOf(houseRedis().set(keys.store(sid), JSON.stringify(session), 'EX', seconds));
  return { sid, ends: session.ends };
}

/** The end of the session of a token, in milliseconds since 1970; undefined where the session has ended. */
export async function endOfSession(claims: Claims): Promise<number | undefined> {
  const { sid, actor_id: actor, auth_identity_id: identity } = claims;
  if (!sid) return undefined;
  if (!sid.startsWith(storePrefix)) {
    const session = EliteSession.safeParse(parse(await answerOf(houseRedis().get(keys.elite(sid))))).data;
    return session?.customer === actor ? session.expiresAt * 1_000 : undefined;
  }
  const [text, notBefore] = await answerOf(houseRedis().mget(keys.store(sid), keys.notBefore(actor)));
  const session = StoreSession.safeParse(parse(text)).data;
  if (session?.identity !== identity || session.began <= Number(notBefore ?? 0)) return undefined;
  return session.ends;
}

/** Ends one session, where it is one that Medusa keeps. */
export async function endSession(sid: string): Promise<void> {
  if (sid.startsWith(storePrefix)) await answerOf(houseRedis().del(keys.store(sid)));
}

/** Identity ends sessions by the same script. */
const endScript = readFileSync(join(__dirname, '../../../../kit/stores/end-sessions.lua'), 'utf8');

/** Ends all sessions of an actor that Medusa keeps, from the next request on. */
export async function endSessionsOf(actor: string): Promise<void> {
  await answerOf(houseRedis().eval(endScript, 1, keys.notBefore(actor), longest));
}

/** A token for a session, which expires in 15 minutes, or with the session where that is sooner. */
export function makeToken(
  scope: MedusaContainer,
  { actorType, provider, identity }: Holder,
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

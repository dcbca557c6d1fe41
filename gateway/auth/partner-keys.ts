import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';

/** Asks identity in the gateway's own name. Rejects when it does not answer. */
export type AskIdentity = (query: string, variables?: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** The keys of partner brands. */
export interface PartnerKeys {
  /** Who asks with a key, from a page of `origin` or from none; undefined when the key does not hold. Rejects while identity is away. */
  read(key: string, origin: string | undefined): Promise<SignedIn | undefined>;
  /** Whether identity knew the key when it was last asked, within the last hour. */
  isGood(key: string): boolean;
  /** Whether pages of this origin may send a key; while identity is away, as it was last known. */
  admitsOrigin(origin: string): Promise<boolean>;
}

interface Grant {
  keyId: string;
  partnerId: string;
  mode: string;
  scopes: string[];
  allowedOrigins: string[];
}

/** How long what identity says of a key is believed, in milliseconds: one that was revoked opens nothing for longer. */
const grantBelieved = 2_000;

/** How long it is remembered that a key was good, in milliseconds, and of how many keys. It grants no access. */
const goodFor = { ttl: 3_600_000, max: 10_000 };

/** The same for origins. These only say who may try: what opens is the key. */
const originsBelieved = 5_000;

/** Keys as identity knows them; those of other modes than these are refused. */
export function openPartnerKeys(ask: AskIdentity, modes: readonly string[]): PartnerKeys {
  const grants = new LRUCache<string, Promise<Grant | null>>({ max: 10_000, ttl: grantBelieved });
  const good = new LRUCache<string, true>(goodFor);
  let origins: readonly string[] = [];
  const readOrigins = memoizeTtl(async () => {
    origins = (await ask('{ partnerOrigins }')).partnerOrigins as string[];
  }, originsBelieved);

  return {
    read: async (key, origin) => {
      const digest = hash('sha256', key, 'hex');
      let grant = grants.get(digest);
      if (!grant) {
        grant = ask(grantQuery, { hash: digest }).then(({ partnerKeyGrant }) => partnerKeyGrant as Grant | null);
        grants.set(digest, grant);
        grant.then(
          (found) => (found ? good.set(digest, true) : good.delete(digest)),
          () => grants.delete(digest),
        );
      }
      const { keyId, partnerId, mode = '', scopes = [], allowedOrigins = [] } = (await grant) ?? {};
      if (!keyId || !partnerId || !modes.includes(mode.toLowerCase())) return undefined;
      if (origin !== undefined && !allowedOrigins.includes(origin)) return undefined;
      return { kind: 'PARTNER', id: partnerId, scopes, session: keyId };
    },
    isGood: (key) => good.has(hash('sha256', key, 'hex')),
    admitsOrigin: async (origin) => {
      const read = readOrigins().catch(() => {});
      // A page whose preflight is refused does not ask again: only one that seems unknown waits for the answer.
      if (!origins.includes(origin)) await read;
      return origins.includes(origin);
    },
  };
}

const grantQuery =
  'query ($hash: Sha256!) { partnerKeyGrant(hash: $hash) { keyId partnerId mode scopes allowedOrigins } }';

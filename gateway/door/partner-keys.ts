import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SignedIn } from '#kit/viewer.ts';

/** Asks identity in the gateway's own name. Rejects when it does not answer. */
export type AskIdentity = (query: string, variables?: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** The keys of partner brands. */
export interface PartnerKeys {
  /** Who asks with a key, from a page of `origin` or from none; undefined when the key does not hold. Rejects while identity is away. */
  read(key: string, origin: string | undefined): Promise<SignedIn | undefined>;
  /** Whether pages of this origin may send a key. Never waits, and tells of a new origin some seconds late. */
  admitsOrigin(origin: string): boolean;
}

interface Grant {
  keyId: string;
  partnerId: string;
  mode: string;
  scopes: string[];
  allowedOrigins: string[];
}

/** How long an answer of identity's is believed, in milliseconds: a key that was revoked opens nothing for longer. */
const believed = 2_000;

/** Keys as identity knows them; those of other modes than these are refused. */
export function openPartnerKeys(ask: AskIdentity, modes: readonly string[]): PartnerKeys {
  const grants = new LRUCache<string, Promise<Grant | null>>({ max: 10_000, ttl: believed });
  let origins: { known: ReadonlySet<string>; askedAt: number } = {
    known: new Set(),
    askedAt: Number.NEGATIVE_INFINITY,
  };

  return {
    read: async (key, origin) => {
      const digest = hash('sha256', key, 'hex');
      let grant = grants.get(digest);
      if (!grant) {
        grant = ask(
          'query ($hash: Sha256!) { partnerKeyGrant(hash: $hash) { keyId partnerId mode scopes allowedOrigins } }',
          {
            hash: digest,
          },
        ).then(({ partnerKeyGrant }) => partnerKeyGrant as Grant | null);
        grants.set(digest, grant);
        grant.catch(() => grants.delete(digest));
      }
      const { keyId, partnerId, mode = '', scopes = [], allowedOrigins = [] } = (await grant) ?? {};
      if (!keyId || !partnerId || !modes.includes(mode.toLowerCase())) return undefined;
      if (origin !== undefined && !allowedOrigins.includes(origin)) return undefined;
      return { kind: 'PARTNER', id: partnerId, scopes, session: keyId };
    },
    admitsOrigin: (origin) => {
      if (performance.now() - origins.askedAt > believed) {
        origins = { ...origins, askedAt: performance.now() };
        ask('{ partnerOrigins }').then(
          ({ partnerOrigins }) => {
            origins = { ...origins, known: new Set(partnerOrigins as string[]) };
          },
          () => {},
        );
      }
      return origins.known.has(origin);
    },
  };
}

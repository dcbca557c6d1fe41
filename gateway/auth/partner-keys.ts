import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';

/** Sends an operation to identity on the gateway's own behalf. Rejects while identity is unavailable. */
export type QueryIdentity = (query: string, variables?: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Verifies the keys of partner brands. */
export interface PartnerKeys {
  /**
   * The viewer of a key that is sent from a page of `origin`, or from no page; undefined for an invalid key. Rejects
   * while identity is unavailable.
   */
  read(key: string, origin: string | undefined): Promise<SignedIn | undefined>;
  /** Whether the key was valid at its last check within the last hour. */
  wasValid(key: string): boolean;
  /** Whether pages of this origin may send a key. While identity is unavailable, the last known origins are used. */
  allowsOrigin(origin: string): Promise<boolean>;
}

interface Grant {
  keyId: string;
  partnerId: string;
  mode: string;
  scopes: string[];
  allowedOrigins: string[];
}

/** The cache time of a key's grant, in milliseconds. A revoked key is accepted for at most this long. */
const grantTtl = 2_000;

/** How long a valid key is remembered for `wasValid`, in milliseconds, and for how many keys. This grants no access. */
const validKeys = { ttl: 3_600_000, max: 10_000 };

/** The cache time of allowed origins, in milliseconds. An origin grants no access without a valid key. */
const originsTtl = 5_000;

/** Verifies keys with identity. Keys of modes that are not in `modes` are invalid. */
export function openPartnerKeys(query: QueryIdentity, modes: readonly string[]): PartnerKeys {
  const grants = new LRUCache<string, Promise<Grant | null>>({ max: 10_000, ttl: grantTtl });
  const valid = new LRUCache<string, true>(validKeys);
  let origins: readonly string[] = [];
  const readOrigins = memoizeTtl(async () => {
    origins = (await query('{ partnerOrigins }')).partnerOrigins as string[];
  }, originsTtl);

  return {
    read: async (key, origin) => {
      const digest = hash('sha256', key, 'hex');
      let grant = grants.get(digest);
      if (!grant) {
        grant = query(grantQuery, { hash: digest }).then(({ partnerKeyGrant }) => partnerKeyGrant as Grant | null);
        grants.set(digest, grant);
        grant.then(
          (current) => (current ? valid.set(digest, true) : valid.delete(digest)),
          () => grants.delete(digest),
        );
      }
      const { keyId, partnerId, mode = '', scopes = [], allowedOrigins = [] } = (await grant) ?? {};
      if (!keyId || !partnerId || !modes.includes(mode.toLowerCase())) return undefined;
      if (origin !== undefined && !allowedOrigins.includes(origin)) return undefined;
      return { kind: 'PARTNER', id: partnerId, scopes, session: keyId };
    },
    wasValid: (key) => valid.has(hash('sha256', key, 'hex')),
    allowsOrigin: async (origin) => {
      const read = readOrigins().catch(() => {});
      // A browser caches a failed preflight, so an unknown origin waits for fresh data; a known one does not.
      if (!origins.includes(origin)) await read;
      return origins.includes(origin);
    },
  };
}

const grantQuery =
  'query ($hash: Sha256!) { partnerKeyGrant(hash: $hash) { keyId partnerId mode scopes allowedOrigins } }';

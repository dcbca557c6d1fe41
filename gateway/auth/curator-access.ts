import { LRUCache } from 'lru-cache';
import type { QueryIdentity } from './partner-keys.ts';

/** The access of a curator's sessions. */
export interface CuratorAccess {
  scopes: string[];
  /** The account that has the curator's passkeys. */
  account: string;
  /** Sessions of earlier generations are revoked. */
  generation: number;
}

/** The access of the curator with this id; undefined for none. Rejects while identity is unavailable. */
export type ReadCuratorAccess = (id: string) => Promise<CuratorAccess | undefined>;

/** The cache time in milliseconds. A revoked scope is accepted for at most this long. */
const ttl = 2_000;

/** Reads the access of curators from identity, at most once in two seconds for each curator. */
export function openCuratorAccess(query: QueryIdentity): ReadCuratorAccess {
  const cache = new LRUCache<string, Promise<CuratorAccess | undefined>>({ max: 1_000, ttl });
  return (id) => {
    const cached = cache.get(id);
    if (cached) return cached;
    const access = query(accessQuery, { id }).then(
      ({ curatorAccess }) => (curatorAccess as CuratorAccess | null | undefined) ?? undefined,
    );
    cache.set(id, access);
    access.catch(() => cache.delete(id));
    return access;
  };
}

const accessQuery = 'query ($id: ID!) { curatorAccess(id: $id) { scopes account generation } }';

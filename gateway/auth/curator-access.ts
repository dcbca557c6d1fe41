import { LRUCache } from 'lru-cache';
import type { AskIdentity } from './partner-keys.ts';

/** What the sessions of a curator open. */
export interface CuratorAccess {
  scopes: string[];
  /** The account that holds the curator's passkeys. */
  account: string;
  /** Sessions of earlier generations are over. */
  generation: number;
}

/** Finds what the sessions of the curator with this id open; undefined when they open nothing. Rejects while identity is away. */
export type ReadCuratorAccess = (id: string) => Promise<CuratorAccess | undefined>;

/** How long what identity answers is used again, in milliseconds: scopes that are taken away are refused after it. */
const usedFor = 2_000;

/** Reads what curators may do from identity at every request, at most once in two seconds for each curator. */
export function openCuratorAccess(ask: AskIdentity): ReadCuratorAccess {
  const known = new LRUCache<string, Promise<CuratorAccess | undefined>>({ max: 1_000, ttl: usedFor });
  return (id) => {
    const found = known.get(id);
    if (found) return found;
    const asked = ask(accessQuery, { id }).then(
      ({ curatorAccess }) => (curatorAccess as CuratorAccess | null | undefined) ?? undefined,
    );
    known.set(id, asked);
    asked.catch(() => known.delete(id));
    return asked;
  };
}

const accessQuery = 'query ($id: ID!) { curatorAccess(id: $id) { scopes account generation } }';

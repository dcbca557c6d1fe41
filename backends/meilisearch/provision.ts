import { createHmac } from 'node:crypto';
import { type Key, type KeyCreation, Meilisearch } from 'meilisearch';
import { indexes } from './settings.ts';

/** The keys of the rooms. The value of a key follows from its uid and the master key, so it is the same after a reset. */
const keys = {
  MEILI_SEARCH_KEY: {
    uid: '5a3c7b1e-6d0f-4c57-9c4e-2f6f0a7d1b01',
    name: 'search',
    description: 'Of the search subgraph: it searches and does nothing else.',
    actions: ['search'],
    indexes: ['products*'],
    expiresAt: null,
  },
  MEILI_INDEX_KEY: {
    uid: '5a3c7b1e-6d0f-4c57-9c4e-2f6f0a7d1b02',
    name: 'index',
    description: 'Of the indexer: it writes documents, builds indexes and swaps them.',
    actions: ['search', 'documents.*', 'indexes.*', 'settings.*', 'tasks.get'],
    indexes: ['products*'],
    expiresAt: null,
  },
} satisfies Record<string, KeyCreation>;

export type RoomKeys = Record<keyof typeof keys, string>;

/** The rooms' keys as the server will make them: HMAC-SHA256 of the key's uid under the master key, in hex. */
export function deriveKeys(masterKey: string): RoomKeys {
  const derived = Object.entries(keys).map(([variable, { uid }]) => [
    variable,
    createHmac('sha256', masterKey).update(uid).digest('hex'),
  ]);
  return Object.fromEntries(derived);
}

/** Makes sure that the keys of the rooms are there, and returns them. Safe to repeat. Rejects without the master key. */
export async function provisionKeys(url: string, masterKey: string): Promise<RoomKeys> {
  const client = connect(url, masterKey);
  const { results: known } = await client.getKeys({ limit: 1_000 });
  const made = await Promise.all(
    Object.entries(keys).map(async ([variable, key]) => [variable, await makeKey(client, known, key)]),
  );
  return Object.fromEntries(made);
}

/**
 * Makes sure that all indexes are there with their settings, and that the first Korean query is answered as fast as any.
 * Safe to repeat; documents and synonyms stay. `key` needs search, indexes.* and settings.*.
 */
export async function provisionIndexes(url: string, key: string): Promise<void> {
  const client = connect(url, key);
  const { results } = await client.getRawIndexes({ limit: 1_000 });
  const present = new Set(results.map(({ uid }) => uid));
  await Promise.all(
    Object.entries(indexes).map(async ([uid, settings]) => {
      if (!present.has(uid)) await succeed(client.createIndex(uid, { primaryKey: 'id' }));
      await succeed(client.index(uid).updateSettings(settings));
    }),
  );
  // The first query in Hangul loads a dictionary, which takes longer than the query's timeout.
  await client.index('products').search('한국', { limit: 0 }, { signal: AbortSignal.timeout(60_000) });
}

/** What a key allows cannot be changed: one that allows something else is made anew. */
async function makeKey(client: Meilisearch, known: Key[], wanted: KeyCreation & { uid: string }): Promise<string> {
  const made = known.find(({ uid }) => uid === wanted.uid);
  if (made && sameWords(made.actions, wanted.actions) && sameWords(made.indexes, wanted.indexes)) return made.key;
  if (made) await client.deleteKey(wanted.uid);
  return (await client.createKey(wanted)).key;
}

function connect(url: string, apiKey: string): Meilisearch {
  return new Meilisearch({
    host: url,
    apiKey,
    timeout: 10_000,
    defaultWaitOptions: { interval: 20, timeout: 120_000 },
    // Compressed answers are sent in chunks, which wait 40 ms for an acknowledgement on a connection kept alive.
    requestInit: { headers: { 'Accept-Encoding': 'identity' } },
  });
}

/** A task that failed resolves all the same; this rejects. */
async function succeed(task: ReturnType<Meilisearch['createIndex']>): Promise<void> {
  const { status, error } = await task.waitTask();
  if (status !== 'succeeded') throw new Error(`Meilisearch refused: ${error?.message ?? status}`);
}

function sameWords(one: string[], other: string[]): boolean {
  return one.toSorted().join() === other.toSorted().join();
}

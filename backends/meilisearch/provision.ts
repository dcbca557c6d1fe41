import { createHmac } from 'node:crypto';
import { type Key, type KeyCreation, Meilisearch } from 'meilisearch';
import { indexes } from './settings.ts';

/** The API keys. The value of a key is derived from its uid and the master key, so it is the same after a reset. */
const keys = {
  MEILI_SEARCH_KEY: {
    uid: '5a3c7b1e-6d0f-4c57-9c4e-2f6f0a7d1b01',
    name: 'search',
    description: 'For the search subgraph: it may search, and read which writes are finished.',
    actions: ['search', 'tasks.get'],
    indexes: ['products*'],
    expiresAt: null,
  },
  MEILI_INDEX_KEY: {
    uid: '5a3c7b1e-6d0f-4c57-9c4e-2f6f0a7d1b02',
    name: 'index',
    description: 'For the indexer: it writes documents, builds indexes and swaps them.',
    actions: ['search', 'documents.*', 'indexes.*', 'settings.*', 'tasks.get'],
    indexes: ['products*'],
    expiresAt: null,
  },
} satisfies Record<string, KeyCreation>;

export type ApiKeys = Record<keyof typeof keys, string>;

/** The API keys as the server derives them: HMAC-SHA256 of the key's uid under the master key, in hex. */
export function deriveKeys(masterKey: string): ApiKeys {
  const derived = Object.entries(keys).map(([variable, { uid }]) => [
    variable,
    createHmac('sha256', masterKey).update(uid).digest('hex'),
  ]);
  return Object.fromEntries(derived);
}

/** Creates the API keys that are missing, and returns all. Idempotent. Rejects without the master key. */
export async function provisionKeys(url: string, masterKey: string): Promise<ApiKeys> {
  const client = connect(url, masterKey);
  const { results: known } = await client.getKeys({ limit: 1_000 });
  const made = await Promise.all(
    Object.entries(keys).map(async ([variable, key]) => [variable, await makeKey(client, known, key)]),
  );
  return Object.fromEntries(made);
}

/**
 * Creates the indexes that are missing, applies the settings of all, and loads the Korean and Japanese dictionaries. Idempotent; documents and
 * synonyms are kept. `key` needs search, indexes.* and settings.*.
 */
export async function provisionIndexes(url: string, key: string): Promise<void> {
  const client = connect(url, key);
  const { results } = await client.getRawIndexes({ limit: 1_000 });
  const present = new Set(results.map(({ uid }) => uid));
  await Promise.all(
    Object.entries(indexes).map(async ([uid, settings]) => {
      if (!present.has(uid)) await complete(client.createIndex(uid, { primaryKey: 'id' }));
      await complete(client.index(uid).updateSettings(settings));
    }),
  );
  // The first query in Hangul or Japanese loads a dictionary, which would exceed the timeout of a client's query.
  await Promise.all(
    [['products', '한국'] as const, ['products_ja', '日本の革'] as const].map(([index, word]) =>
      client.index(index).search(word, { limit: 0 }, { signal: AbortSignal.timeout(60_000) }),
    ),
  );
}

/** The permissions of a key cannot be changed: a key with other permissions is replaced. */
async function makeKey(client: Meilisearch, known: Key[], wanted: KeyCreation & { uid: string }): Promise<string> {
  const existing = known.find(({ uid }) => uid === wanted.uid);
  if (existing && equalSets(existing.actions, wanted.actions) && equalSets(existing.indexes, wanted.indexes))
    return existing.key;
  if (existing) await client.deleteKey(wanted.uid);
  return (await client.createKey(wanted)).key;
}

function connect(url: string, apiKey: string): Meilisearch {
  return new Meilisearch({
    host: url,
    apiKey,
    timeout: 10_000,
    defaultWaitOptions: { interval: 20, timeout: 120_000 },
    // Compressed responses are sent in chunks, which on a keep-alive connection wait 40 ms for a delayed acknowledgement.
    requestInit: { headers: { 'Accept-Encoding': 'identity' } },
  });
}

/** Waits for a task and rejects if it failed; the client itself resolves for a failed task. */
async function complete(task: ReturnType<Meilisearch['createIndex']>): Promise<void> {
  const { status, error } = await task.waitTask();
  if (status !== 'succeeded') throw new Error(`The Meilisearch task failed: ${error?.message ?? status}`);
}

function equalSets(one: string[], other: string[]): boolean {
  return one.toSorted().join() === other.toSorted().join();
}

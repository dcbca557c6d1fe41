import { expect, it } from '@jest/globals';
import { storePersistedQueries } from './persisted-queries.ts';

it('Persisted queries are kept up to a size that includes hashes and overhead, and the least recently used are evicted', async () => {
  const store = storePersistedQueries(100_000);
  const hashes = Array.from({ length: 1_000 }, (_, index) => `${index}`.padStart(64, '0'));

  for (const hash of hashes) await store.set(hash, '{a}');
  await store.get(hashes[700] as string);
  await store.set('x'.repeat(64), '{a}');

  const kept = await Promise.all(hashes.map(async (hash) => (await store.get(hash)) !== undefined));
  // Each has 3 + 64 + 200 characters.
  expect(kept.filter(Boolean)).toHaveLength(373);
  expect(kept[700]).toBe(true);
  expect(kept[999]).toBe(true);
});

it('A deleted persisted query is not found', async () => {
  const store = storePersistedQueries();
  await store.set('hash', '{ a }');

  await store.delete('hash');

  expect(await store.get('hash')).toBeUndefined();
});

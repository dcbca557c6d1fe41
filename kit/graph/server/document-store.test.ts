import { expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { storeDocuments } from './document-store.ts';

it('The document store evicts the least recently used documents beyond its size', async () => {
  const store = storeDocuments(3 * 105);
  const documents = ['{ a }', '{ b }', '{ c }', '{ d }'].map((text) => parse(text));
  const keys = ['a', 'b', 'c', 'd'];
  const keep = (index: number) => store.set(keys[index] as string, documents[index] as (typeof documents)[number]);

  await keep(0);
  await keep(1);
  await keep(2);
  await store.get('a');
  await keep(3);

  expect(await Promise.all(keys.map((key) => store.get(key)))).toEqual([
    documents[0],
    undefined,
    documents[2],
    documents[3],
  ]);
});

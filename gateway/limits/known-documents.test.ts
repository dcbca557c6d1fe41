import { hash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { storeDocuments } from '#kit/graph/server/document-store.ts';
import { openKnownDocuments } from './known-documents.ts';

const documents = Array.from({ length: 20 }, (_, index) => `{ field${index} }`.padEnd(100));
const sha256Of = (text: string) => hash('sha256', text);

it('A document is known by its text and by its hash, for its HTTP method', () => {
  const known = openKnownDocuments(1_000);
  const [text = ''] = documents;
  known.add('POST', text, sha256Of(text));

  expect(known.has('POST', text)).toBe(true);
  expect(known.has('POST', undefined, sha256Of(text))).toBe(true);
  expect(known.has('GET', text)).toBe(false);
  known.add('GET', text, sha256Of(text));
  expect([known.has('GET', text), known.has('POST', text), known.has('PUT', text)]).toEqual([true, true, false]);
  expect(known.has('POST', undefined)).toBe(false);
});

it('A document is known only while the store of parsed documents contains it', async () => {
  const known = openKnownDocuments(1_000);
  const store = storeDocuments(1_000);
  for (const [index, text] of documents.entries()) {
    known.add(index % 2 ? 'GET' : 'POST', text, sha256Of(text));
    await store.set(sha256Of(text), parse(text));
    // A lookup alone does not count as a use.
    known.has('POST', documents[0]);
  }

  const kept = await Promise.all(documents.map(async (text) => (await store.get(sha256Of(text))) !== undefined));
  expect(documents.map((text) => known.has('POST', text) || known.has('GET', text))).toEqual(kept);
  // Each has 100 characters, and as many for the entry.
  expect(kept.filter(Boolean)).toHaveLength(5);
  // Persisted queries are stored longer than parsed documents, and are parsed again.
  expect([known.lengthOf(sha256Of(documents[0] ?? '')), known.lengthOf(sha256Of('{ other }'))]).toEqual([100, 0]);
});

import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { openKnownDocuments } from './known-documents.ts';

const texts = Array.from({ length: 20 }, (_, index) => `{ field${index} }`.padEnd(100));
const sha256Of = (text: string) => hash('sha256', text);
const schema = buildSchema('type Query { field: Int }');
const requestFor = (source: string) => ({ document: parse(source), source, queryHash: sha256Of(source), schema });

describe('A document that reached the executor', () => {
  it('is found by its text and by its hash, for its HTTP method', () => {
    const known = openKnownDocuments(1_000, () => schema);
    const [text = ''] = texts;
    const request = requestFor(text);
    known.add('POST', request);

    expect(known.find('POST', text)).toMatchObject(request);
    expect(known.find('POST', undefined, sha256Of(text))).toBe(known.find('POST', text));
    expect(known.find('GET', text)).toBeUndefined();
    known.add('GET', request);
    expect(['GET', 'POST', 'PUT'].map((method) => known.find(method, text) !== undefined)).toEqual([true, true, false]);
    expect(known.find('POST', undefined)).toBeUndefined();
  });

  it('is the one that Apollo Server stores, and found only while it is stored', async () => {
    const known = openKnownDocuments(1_000, () => schema);
    for (const [index, text] of texts.entries()) {
      const request = requestFor(text);
      await known.store.set(`schema:${request.queryHash}`, request.document);
      expect(known.find('POST', text)).toBeUndefined();
      known.add(index % 2 ? 'GET' : 'POST', request);
      // A lookup alone does not count as a use.
      known.find('POST', texts[0]);
    }

    const stored = await Promise.all(texts.map((text) => known.store.get(`schema:${sha256Of(text)}`)));
    const found = texts.map((text) => (known.find('POST', text) ?? known.find('GET', text))?.document);
    expect(found).toEqual(stored);
    // Each has 100 characters, and as many for the entry.
    expect(stored.filter(Boolean)).toHaveLength(5);
    // Persisted queries are stored longer than parsed documents, and are parsed again.
    expect([0, 19].map((index) => known.lengthOf(sha256Of(texts[index] ?? '')))).toEqual([100, 100]);
    expect(known.lengthOf(sha256Of('{ other }'))).toBe(0);
  });

  it('is not found after it was validated against another schema', async () => {
    const known = openKnownDocuments(1_000, () => schema);
    const request = requestFor('{ field }');
    await known.store.set(`old:${request.queryHash}`, request.document);
    known.add('POST', request);
    await known.store.set(`new:${request.queryHash}`, parse('{ field }'));

    expect(known.find('POST', '{ field }')).toBeUndefined();
    expect(await known.store.get(`old:${request.queryHash}`)).toBeUndefined();
    known.add('POST', request);
    expect(known.find('POST', '{ field }')).toBeUndefined();
  });

  it('is validated again when it was prepared for a schema that was replaced', async () => {
    const known = openKnownDocuments(1_000, () => buildSchema('type Query { other: Int }'));
    const request = requestFor('{ field }');
    known.prepare(request);

    expect(await known.store.get(`new:${request.queryHash}`)).toBeUndefined();
  });

  it('has the operation of each name', () => {
    const known = openKnownDocuments(1_000, () => schema);
    known.add('POST', requestFor('query A { a } query B { b }'));
    const found = known.find('POST', 'query A { a } query B { b }');

    const names = ['A', 'B', 'C', undefined].map((name) => found?.operationOf(name)?.name?.value);
    expect(names).toEqual(['A', 'B', undefined, undefined]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { parse } from 'groq-js';
import type { LakeDocument } from '../documents.ts';
import { prune } from './prune.ts';
import { viewOver } from './view.ts';

const documents = [
  { _id: 'a', _type: 'article', slug: { current: 'one' }, links: [{ id: 'p1' }, { id: 'p2' }] },
  { _id: 'b', _type: 'article', slug: { current: 'two' }, links: [{ id: 'p2' }] },
  { _id: 'c', _type: 'artisan', slug: { current: 'one' } },
].map((document) => ({ ...document, _rev: '', _createdAt: '', _updatedAt: '' }) satisfies LakeDocument);

describe('Pruning', () => {
  it.each<[string, Record<string, unknown>, string[] | undefined]>([
    ['_type == "article"', {}, ['a', 'b']],
    ['_id in $ids', { ids: ['c', 'a', 'x'] }, ['a', 'c']],
    ['_type == "article" && slug.current == $slug', { slug: 'one' }, ['a', 'b']],
    ['slug.current == $slug && _type == "artisan"', { slug: 'one' }, ['c']],
    ['$product in links[].id', { product: 'p2' }, ['a', 'b']],
    ['$product in links[].id', { product: 'p1' }, ['a']],
    ['_type == "article" || slug.current == "one"', {}, undefined],
    ['_type != "article"', {}, undefined],
    ['rank == 1', {}, undefined],
    ['_id == slug.current', {}, undefined],
  ])('evaluates *[%s] with %j over the documents %j', (filter, params, ids) => {
    const pruned = prune(parse(`*[${filter}]`, { params }), viewOver(documents));

    if (pruned.type !== 'Filter') throw new Error('The filter is missing');
    const candidates = pruned.base.type === 'Value' ? pruned.base.value.map(({ _id }: LakeDocument) => _id) : undefined;
    expect(candidates).toEqual(ids);
  });
});

import { describe, expect, it } from '@jest/globals';
import { createCategoryTree } from './categories.ts';

const row = (id: string, parentId: string | null, rank: number) => ({
  id,
  handle: `${id}-handle`,
  name: id,
  description: null,
  image: null,
  seo: { title: id, description: null, image: null },
  parentId,
  rank,
  productOrder: [],
  updatedAt: '2026-01-01T00:00:00.000Z',
});

describe('The tree of categories', () => {
  const [totes, bags, clutches, homes, orphan] = [
    row('totes', 'bags', 1),
    row('bags', null, 1),
    row('clutches', 'bags', 0),
    row('homes', null, 0),
    row('orphan', 'hidden', 2),
  ];
  const tree = createCategoryTree([totes, bags, clutches, homes, orphan]);

  it('lists parents before children and siblings by rank', () => {
    expect(tree.all).toEqual([homes, bags, clutches, totes, orphan]);
  });

  it('lists siblings of the same rank by name, in the collation of the language', () => {
    const names = ['Zinc', 'écharpes', 'de table', 'Écharpes', 'Østers', 'ear'];
    const { all } = createCategoryTree(names.map((name) => ({ ...row(name, null, 0), name })));

    expect(all.map(({ name }) => name)).toEqual(['de table', 'ear', 'écharpes', 'Écharpes', 'Østers', 'Zinc']);
  });

  it('finds by id and by handle', () => {
    expect([tree.byId('bags'), tree.byHandle('bags-handle'), tree.byId('hidden')]).toEqual([bags, bags, null]);
  });

  it('has the direct subcategories and all descendants of a category', () => {
    expect(tree.children('bags')).toEqual([clutches, totes]);
    expect(tree.idsWithDescendants('bags')).toEqual(['bags', 'clutches', 'totes']);
    expect(tree.idsWithDescendants('hidden')).toEqual([]);
  });

  it('has the categories above one, the top level first', () => {
    const depths = Array.from({ length: 30 }, (_, depth) => row(`c${depth}`, depth === 0 ? null : `c${depth - 1}`, 0));
    const circle = createCategoryTree([row('one', 'other', 0), row('other', 'one', 0)]);

    expect(tree.ancestors('totes')).toEqual([bags]);
    expect(['bags', 'orphan', 'none'].flatMap((id) => tree.ancestors(id))).toEqual([]);
    expect(
      createCategoryTree(depths)
        .ancestors('c29')
        .map(({ id }) => id),
    ).toEqual(depths.slice(9, 29).map(({ id }) => id));
    expect(circle.ancestors('one')).toHaveLength(20);
  });
});

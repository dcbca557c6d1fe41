import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '#kit/graph/viewer.ts';
import { type PolicyTestGateway, startPolicyTestGateway, viewerWith } from './policy.fixture.ts';

let gateway: PolicyTestGateway;
beforeAll(async () => {
  gateway = await startPolicyTestGateway();
});
afterAll(() => gateway.close());

interface Way {
  query: string;
  variables?: object;
  /** The data with the field. */
  whole: object;
  /** The data without the field. */
  without: object;
  /** The paths of the denied field. */
  places: string[];
  /** The query that commerce receives without the field. */
  requested: string;
}

/** Selections that reach `Product.cost`. */
const ways: Record<string, Way> = {
  'by its name': {
    query: '{ product { id cost } }',
    whole: { product: { id: 'p1', cost: 100 } },
    without: { product: { id: 'p1', cost: null } },
    places: ['product.cost'],
    requested: '{product{id}}',
  },
  'as the only field': {
    query: '{ product { cost } }',
    whole: { product: { cost: 100 } },
    without: { product: { cost: null } },
    places: ['product.cost'],
    requested: '{product{__typename}}',
  },
  'by an alias, even of a field that is open': {
    query: '{ product { cost: id id: cost } }',
    whole: { product: { cost: 'p1', id: 100 } },
    without: { product: { cost: 'p1', id: null } },
    places: ['product.id'],
    requested: '{product{id}}',
  },
  'several times': {
    query: '{ a: product { x: cost y: cost } b: product { cost } }',
    whole: { a: { x: 100, y: 100 }, b: { cost: 100 } },
    without: { a: { x: null, y: null }, b: { cost: null } },
    places: ['a.x', 'a.y', 'b.cost'],
    requested: '{product{__typename}__a1_product:product{__typename}}',
  },
  'by a named fragment': {
    query: 'query Q { product { id ...F } } fragment F on Product { cost }',
    whole: { product: { id: 'p1', cost: 100 } },
    without: { product: { id: 'p1', cost: null } },
    places: ['product.cost'],
    requested: '{product{id}}',
  },
  'by fragments within fragments': {
    query: `{ ...A } fragment A on Query { product { ...B } } fragment B on Product { ...C id }
      fragment C on Product { notes { public } cost }`,
    whole: { product: { notes: { public: 'Mild' }, cost: 100, id: 'p1' } },
    without: { product: { notes: { public: 'Mild' }, cost: null, id: 'p1' } },
    places: ['product.cost'],
    requested: '{product{notes{public}id}}',
  },
  'by inline fragments': {
    query: '{ ... { product { ... on Product { ... @include(if: true) { cost } } id } } }',
    whole: { product: { cost: 100, id: 'p1' } },
    without: { product: { cost: null, id: 'p1' } },
    places: ['product.cost'],
    requested: '{product{id}}',
  },
  'by selections that merge': {
    query: '{ product { id } ...F } fragment F on Query { product { cost notes { public } } }',
    whole: { product: { id: 'p1', cost: 100, notes: { public: 'Mild' } } },
    without: { product: { id: 'p1', cost: null, notes: { public: 'Mild' } } },
    places: ['product.cost'],
    requested: '{product{id notes{public}}}',
  },
  'by a union': {
    query: '{ finds { ... on Article { cost } ... on Product { cost id } } }',
    whole: { finds: [{ cost: 100, id: 'p1' }, {}, { cost: 5 }] },
    without: { finds: [{ cost: null, id: 'p1' }, {}, { cost: 5 }] },
    places: ['finds.0.cost'],
    requested: '{finds{__typename ...on Article{cost}...on Product{id}}}',
  },
  'in a list of lists': {
    query: '{ grid { cost id } }',
    whole: { grid: [[{ cost: 100, id: 'p1' }, null], null, [{ cost: 200, id: 'p2' }]] },
    without: { grid: [[{ cost: null, id: 'p1' }, null], null, [{ cost: null, id: 'p2' }]] },
    places: ['grid.0.0.cost', 'grid.2.0.cost'],
    requested: '{grid{id}}',
  },
  'with variables': {
    query: 'query ($digits: Int, $upper: Boolean!) { product { cost(digits: $digits) title(upper: $upper) } }',
    variables: { digits: 2, upper: true },
    whole: { product: { cost: 100, title: 'TITLE 1' } },
    without: { product: { cost: null, title: 'TITLE 1' } },
    places: ['product.cost'],
    requested: 'query($a1:Boolean){product{title(upper:$a1)}}',
  },
  'where a variable includes it': {
    query: 'query ($yes: Boolean = true) { product { cost @include(if: $yes) id } }',
    whole: { product: { cost: 100, id: 'p1' } },
    without: { product: { cost: null, id: 'p1' } },
    places: ['product.cost'],
    requested: '{product{id}}',
  },
  'in one operation of several': {
    query: 'query Other { product { id } } query Q { product { cost } }',
    whole: { product: { cost: 100 } },
    without: { product: { cost: null } },
    places: ['product.cost'],
    requested: '{product{__typename}}',
  },
  'under a name that every object has': {
    query: '{ product { __proto__: cost constructor: id } }',
    whole: JSON.parse('{ "product": { "__proto__": 100, "constructor": "p1" } }'),
    without: JSON.parse('{ "product": { "__proto__": null, "constructor": "p1" } }'),
    places: ['product.__proto__'],
    requested: '{product{id}}',
  },
  'next to an alias such as the gateway uses': {
    query: '{ finds { ... on Article { __a0_title: headline } ... on Product { __a0_title: title cost } } }',
    whole: { finds: [{ __a0_title: 'Title 1', cost: 100 }, {}, { __a0_title: 'Fire' }] },
    without: { finds: [{ __a0_title: 'Title 1', cost: null }, {}, { __a0_title: 'Fire' }] },
    places: ['finds.0.cost'],
    requested: '{finds{__typename ...on Article{headline}...on Product{title}}}',
  },
};

const unchecked: Viewer = { kind: 'ANONYMOUS', unchecked: true };

describe('A protected field', () => {
  it.each(Object.entries(ways))('reached %s is returned only to viewers with access', async (_, way) => {
    const { query, variables, whole, without, places, requested } = way;
    const operationName = query.includes('query Q') ? 'Q' : undefined;
    const viewers: [Viewer | undefined, string?][] = [
      [undefined, 'UNAUTHENTICATED'],
      [viewerWith('cost')],
      [viewerWith('ledger'), 'FORBIDDEN'],
      [viewerWith('cost')],
      [unchecked, 'BACKEND_UNAVAILABLE'],
      [undefined, 'UNAUTHENTICATED'],
    ];

    for (const [viewer, code] of viewers) {
      const { data, errors = [] } = await gateway.execute(query, { viewer, variables, operationName });

      expect(JSON.stringify(data)).toBe(JSON.stringify(code ? without : whole));
      expect(errors.map(({ path, extensions }) => `${extensions.code} ${path?.join('.')}`)).toEqual(
        code ? places.map((place) => `${code} ${place}`) : [],
      );
      const calls = gateway.takeSubgraphQueries();
      if (code) expect(calls).toEqual([requested]);
      else expect(calls.join()).toContain('cost');
    }
  });

  it('is denied in an operation that is sent by hash, too', async () => {
    const { query, without, whole } = ways['with variables'] as Way;
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash('sha256', query) } };
    const variables = { upper: true };

    await gateway.execute(query, { extensions, variables });
    const byNobody = await gateway.execute(undefined, { extensions, variables });
    const byOther = await gateway.execute(undefined, { extensions, variables, viewer: viewerWith('cost') });

    expect([byNobody.data, byOther.data]).toEqual([without, whole]);
    expect(byNobody.errors).toHaveLength(1);
    expect(byOther.errors).toBeUndefined();
  });
});

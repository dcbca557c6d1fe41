import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import type { Viewer } from '#kit/graph/viewer.ts';
import { type Executed, type PolicyTestGateway, startPolicyTestGateway, viewerWith } from './policy.fixture.ts';

let gateway: PolicyTestGateway;
beforeAll(async () => {
  gateway = await startPolicyTestGateway();
});
afterEach(() => {
  for (const subgraph of Object.values(gateway.subgraphs)) subgraph.fault = undefined;
  gateway.takeSubgraphQueries();
});
afterAll(() => gateway.close());

const someone = viewerWith();
const stale: Viewer = { ...someone, authTime: Math.floor(Date.now() / 1000) - 301 };
const partner: Viewer = { kind: 'PARTNER', id: 'p', scopes: [], session: 'k' };

describe('A denial', () => {
  it('reports the missing access and the path', async () => {
    const reply = await gateway.execute('{ product { cost } }', { viewer: someone });

    expect(reply).toEqual({
      status: 200,
      data: { product: { cost: null } },
      errors: [
        { message: 'This requires the scope cost.', path: ['product', 'cost'], extensions: { code: 'FORBIDDEN' } },
      ],
    });
  });

  it.each([
    ['an authentication that is too old', stale],
    ['a viewer who never authenticates', partner],
  ])('requires step-up authentication, with its maximum age, of %s', async (_, viewer) => {
    const { data, errors } = await gateway.execute('{ product { pin id } }', { viewer });

    expect(data).toEqual({ product: { pin: null, id: 'p1' } });
    expect(errors).toEqual([
      {
        message: 'Sign in again: this requires an authentication at most 300 seconds old.',
        path: ['product', 'pin'],
        extensions: { code: 'STEP_UP_REQUIRED', maxAge: 300 },
      },
    ]);
    expect((await gateway.execute('{ product { pin id } }', { viewer: someone })).data).toEqual({
      product: { pin: 1, id: 'p1' },
    });
  });

  it('applies to a field whose subgraph would receive a denied field', async () => {
    const query = '{ product { place stamp } }';

    const reply = await gateway.execute(query, { viewer: stale });
    const requested = gateway.takeSubgraphQueries();
    const open = await gateway.execute(query, { viewer: someone });

    expect(reply.data).toEqual({ product: { place: 'Place of p1', stamp: null } });
    expect(errorsOf(reply)).toEqual(['STEP_UP_REQUIRED product.stamp']);
    expect(requested.join()).not.toMatch(/pin|stamp/);
    expect(open.data).toEqual({ product: { place: 'Place of p1', stamp: 'Stamp 1' } });
  });

  it.each(['{ account { __typename } }', '{ account { id } }', '{ account { grade } }'])(
    'of a type applies to the field that returns it, with any selection: %s',
    async (query) => {
      const reply = await gateway.execute(query);

      expect(reply.data).toEqual({ account: null });
      expect(errorsOf(reply)).toEqual(['UNAUTHENTICATED account']);
      expect(gateway.takeSubgraphQueries()).toEqual([]);
    },
  );

  it('of an enum applies to the field that returns it', async () => {
    const reply = await gateway.execute('{ account { id grade } }', { viewer: someone });

    expect(reply.data).toEqual({ account: { id: 'a1', grade: null } });
    expect(errorsOf(reply)).toEqual(['FORBIDDEN account.grade']);
  });
});

describe('A field of an interface', () => {
  it('is denied on the types that require more, and returned on the others', async () => {
    const reply = await gateway.execute('{ assets { bytes id source { bytes } } }', { viewer: someone });

    expect(reply.data).toEqual({
      assets: [{ bytes: 20, id: 'm1', source: null }, { bytes: 10, id: 't1', source: null }, null, null],
    });
    expect(errorsOf(reply)).toEqual(['FORBIDDEN assets.0.source', 'FORBIDDEN assets.3.bytes']);
    expect(gateway.takeSubgraphQueries()).toEqual([
      '{assets{__typename ...on Model{bytes id}...on Texture{bytes id source{__typename ...on Model{bytes}...on Texture{bytes}}}}}',
    ]);
  });

  it.each(['... on Asset { bytes }', '...F'])('is checked by the concrete type within %s', async (selection) => {
    const query = `{ texture { ${selection} } } ${selection === '...F' ? 'fragment F on Asset { bytes }' : ''}`;

    const denied = await gateway.execute(query);
    const permitted = await gateway.execute(query, { viewer: someone });

    expect([denied.data, permitted.data]).toEqual([{ texture: { bytes: null } }, { texture: { bytes: 10 } }]);
    expect(gateway.takeSubgraphQueries()).toEqual(['{texture{__typename}}', expect.stringContaining('bytes')]);
  });

  it('does not show objects of a type without any visible field', async () => {
    const reply = await gateway.execute('{ assets { __typename } }', { viewer: someone });

    expect(reply.data).toEqual({ assets: [{ __typename: 'Model' }, { __typename: 'Texture' }, null, null] });
    expect(errorsOf(reply)).toEqual(['FORBIDDEN assets.3.__typename']);
  });
});

describe('A non-null field', () => {
  it.each([
    ['the object around it', '{ product { id code } }', { product: null }, 'product.code'],
    ['the item it is in', '{ grid { code } }', { grid: [[null, null], null, [null]] }, 'grid.0.0.code'],
    ['the list that has no null items', '{ finds { ... on Product { code } } }', { finds: null }, 'finds.0.code'],
    ['the whole response if nothing between is nullable', '{ products { code } }', null, 'products.0.code'],
    ['the whole response at the root', '{ product { id } ledger }', null, 'ledger'],
  ])('nulls %s when it is denied', async (_, query, data, place) => {
    const reply = await gateway.execute(query, { viewer: someone });

    expect([reply.status, reply.data]).toEqual([200, data]);
    expect(errorsOf(reply)[0]).toBe(`FORBIDDEN ${place}`);
  });
});

describe('A denied field', () => {
  it('has no error where it is not selected', async () => {
    const query = `query ($no: Boolean!) {
      product { id cost @include(if: $no) pin @skip(if: true) ... @include(if: $no) { code } ...F @include(if: $no) }
      account @include(if: $no) { id } }
      fragment F on Product { code }`;

    const reply = await gateway.execute(query, { variables: { no: false } });

    expect(reply).toEqual({ status: 200, data: { product: { id: 'p1' } } });
  });

  it('has no error where its parent object is null', async () => {
    const reply = await gateway.execute('{ products { notes { internal public } } }');

    expect(reply.data).toEqual({ products: [{ notes: { internal: null, public: 'Mild' } }, { notes: null }] });
    expect(errorsOf(reply)).toEqual(['UNAUTHENTICATED products.0.notes.internal']);
  });

  it('has no error where its parent object is lost', async () => {
    gateway.subgraphs.commerce.fault = (response) => response.destroy();

    const reply = await gateway.execute('{ product { cost id } }');

    expect(reply.data).toEqual({ product: null });
    expect(errorsOf(reply)).toEqual(['SUBGRAPH_UNAVAILABLE product']);
  });

  it('has an error next to lost fields', async () => {
    gateway.subgraphs.provenance.fault = (response) => response.destroy();

    const reply = await gateway.execute('{ product { cost place } }');

    expect(reply.data).toEqual({ product: { cost: null, place: null } });
    expect(errorsOf(reply)).toEqual(['SUBGRAPH_UNAVAILABLE product.place', 'UNAUTHENTICATED product.cost']);
  });

  it('has at most a thousand errors', async () => {
    const products = Array.from({ length: 1_500 }, (_, n) => ({ id: `p${n}` }));
    gateway.subgraphs.commerce.fault = (response) => answer(response, { data: { products } });

    const reply = await gateway.execute('{ products { cost } }');

    expect(reply.data?.products).toHaveLength(1_500);
    expect(reply.errors).toHaveLength(1_000);
  });

  it('is null, in order with the other fields', async () => {
    const { data } = await gateway.execute(
      '{ account { id } product { cost notes { internal public } id } texture { id } }',
    );

    expect(JSON.stringify(data)).toBe(
      '{"account":null,"product":{"cost":null,"notes":{"internal":null,"public":"Mild"},"id":"p1"},"texture":{"id":"t1"}}',
    );
  });
});

describe('A mutation', () => {
  it('that is denied does not run, while the others run in order', async () => {
    const query =
      'mutation ($why: String) { a: rename(title: "x") { id } recall(reason: $why) { id } erase b: rename(title: "y") { id } }';

    const reply = await gateway.execute(query, { variables: { why: 'fire' }, viewer: stale });

    expect(errorsOf(reply)).toEqual(['FORBIDDEN recall', 'STEP_UP_REQUIRED erase']);
    expect(JSON.stringify(reply.data)).toBe('{"a":{"id":"p1"},"recall":null,"erase":null,"b":{"id":"p1"}}');
    expect(gateway.takeSubgraphQueries()).toEqual([
      'mutation($a0:String!$a2:String!){rename(title:$a0){id}__a1_rename:rename(title:$a2){id}}',
    ]);
  });

  it('runs even if its whole payload is denied', async () => {
    const reply = await gateway.execute('mutation { rename(title: "x") { cost } }');

    expect(reply.data).toEqual({ rename: { cost: null } });
    expect(gateway.takeSubgraphQueries()).toEqual(['mutation($a0:String!){rename(title:$a0){__typename}}']);
  });
});

describe('An operation that is denied completely', () => {
  it.each(['{ account { id } }', 'mutation { recall { id } erase }'])(
    'sends no request to subgraphs: %s',
    async (query) => {
      const { data, errors } = await gateway.execute(query);

      expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
      expect(errors).toHaveLength(Object.keys(data ?? {}).length);
      expect(gateway.takeSubgraphQueries()).toEqual([]);
    },
  );
});

describe('Introspection', () => {
  it('shows the whole schema to every viewer', async () => {
    const [restricted, full] = [
      await gateway.execute(getIntrospectionQuery()),
      await gateway.execute(getIntrospectionQuery(), { viewer: viewerWith('cost', 'ledger') }),
    ];

    expect(restricted.errors).toBeUndefined();
    expect(restricted).toEqual(full);
    expect(JSON.stringify(restricted)).toContain('"ledger"');
  });

  it('is returned next to denied fields', async () => {
    const { data } = await gateway.execute(
      '{ __typename account { id } __type(name: "Account") { name fields { name } } }',
    );

    expect(data).toEqual({
      __typename: 'Query',
      account: null,
      __type: { name: 'Account', fields: [{ name: 'id' }, { name: 'name' }, { name: 'grade' }] },
    });
  });
});

function errorsOf({ errors = [] }: Executed): string[] {
  return errors.map(({ path, extensions }) => `${extensions.code} ${path?.join('.')}`);
}

function answer(response: ServerResponse, body: object): void {
  response.end(JSON.stringify(body));
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, print } from 'graphql';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';
import { withoutRepetition } from './validation.ts';

let gateway: TestGateway;
let hidden: TestGateway;
beforeAll(async () => {
  [gateway, hidden] = await Promise.all([
    startTestGateway(),
    startTestGateway({ INTROSPECTION: 'false', LIMIT_TOKENS: '20000', LIMIT_FIELDS: '5000' }),
  ]);
  // The first files of a run start while others prepare databases on the same cores.
}, 90_000);
afterAll(() => Promise.all([gateway.close(), hidden.close()]));

describe('An operation that repeats itself', () => {
  it.each([
    ['a field', `{ ${'__typename '.repeat(900)} }`, { __typename: 'Query' }],
    ['a field with a selection', `{ ${'product(id: "p1") { id } '.repeat(200)} }`, { product: { id: 'p1' } }],
    [
      'a field within others',
      `{ product(id: "p1") { ${'collection { title } '.repeat(400)} } }`,
      { product: { collection: { title: 'Ember' } } },
    ],
    ['a fragment', `{ ${'... on Query { __typename } '.repeat(300)} }`, { __typename: 'Query' }],
    ['a named fragment', `{ ${'...F '.repeat(300)} } fragment F on Query { __typename }`, { __typename: 'Query' }],
  ])('by %s is executed', async (_, query, data) => {
    expect(await gateway.execute(query)).toMatchObject({ status: 200, body: { data } });
  });

  it('by undefined fragments has one error', async () => {
    const { status, body } = await gateway.execute(
      `{ ${Array.from({ length: 900 }, (_, index) => `...F${index}`).join(' ')} }`,
    );

    expect([status, body.errors?.map(({ message }) => message)]).toEqual([400, ['Unknown fragment "F0".']]);
  });

  it('is reduced to its distinct fields, and is unchanged without repetitions', () => {
    const document = parse('{ a a: b x: a a(n: 1) a @skip(if: false) ...F ...F b { c c } } fragment F on Query { a }');
    const different = parse('{ a b c { a } ...F ... on Query { a } }');

    expect(print(withoutRepetition(document)).replace(/\s+/g, ' ')).toBe(
      '{ a a: b x: a a(n: 1) a @skip(if: false) ...F b { c } } fragment F on Query { a }',
    );
    expect(withoutRepetition(different)).toBe(different);
  });
});

describe('An operation that is too complex', () => {
  it('has only that error', async () => {
    const { status, body } = await gateway.execute(`{ __typename ${'@unknown '.repeat(51)} }`);

    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      {
        message: 'The operation may have at most 50 directives; it has 51.',
        extensions: { code: 'OPERATION_TOO_COMPLEX', limit: 'directives', allowed: 50, found: 51 },
      },
    ]);
  });

  it('has that error where validation aborts the comparison of fields', async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => `product(id: "${index}") { id }`);

    const { status, body } = await hidden.execute(`{ ${many.join(' ')} }`);

    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ extensions: { code: 'OPERATION_TOO_COMPLEX', limit: 'repetitions' } }]);
    expect(body.errors?.[0]?.message).toContain('repeats fields of the same name too often');
  });
});

describe('With introspection disabled', () => {
  const secrets = /title|collection|place|Product|ID!|String|Did you mean/;

  it.each([
    ['a field that is nearly there', '{ product(id: "p1") { titel } }'],
    ['a root field that is nearly there', '{ produkt(id: "p1") { id } }'],
    ['an argument that is missing', '{ product { id } }'],
    ['an argument that is nearly there', '{ product(idd: "p1") { id } }'],
    ['an argument of the wrong kind', '{ product(id: {a: 1}) { id } }'],
    ['a selection that is missing', '{ product(id: "p1") }'],
    ['a selection of a leaf', '{ product(id: "p1") { id { x } } }'],
    ['a type that is nearly there', '{ ... on Produkt { id } }'],
    ['a fragment on another type', '{ search { edges { node { ... on Query { __typename } } } } }'],
    ['a variable of the wrong type', 'query ($x: Boolean) { product(id: $x) { id } }'],
    ['a directive that is nearly there', '{ product(id: "p1") { id @includ(if: true) } }'],
  ])('no message contains names of the schema: %s', async (_, query) => {
    const { status, body } = await hidden.execute(query);

    expect(status).toBe(400);
    expect(body.errors?.length).toBeGreaterThan(0);
    for (const { message } of body.errors ?? []) expect(message).not.toMatch(secrets);
  });

  it('names that the client sent are still in messages', async () => {
    const { body } = await hidden.execute('{ product(id: "p1") { titel } }');

    expect(body.errors?.[0]?.message).toBe('Cannot query field "titel" on type "…".');
  });
});

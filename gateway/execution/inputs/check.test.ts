import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLError, getOperationAST, parse, validate } from 'graphql';
import type { Executor } from '../executor.ts';
import { withInputChecks } from './check.ts';

const schema = buildSchema(`
  scalar Decimal
  scalar DateTime
  scalar JSONObject
  scalar Foreign
  enum Mood { CALM BRIGHT }
  input Price { min: Decimal max: Decimal }
  input Filter { price: Price names: [String!] mood: Mood since: DateTime first: Int kg: Float other: Foreign more: Filter }
  input Address { line: String! city: String! }
  type Query {
    search(filter: Filter, id: ID): Int
    order(address: Address!, response: JSONObject): Int
  }
`);

interface HashedOperation {
  variables?: Record<string, unknown>;
  isOpen?: boolean;
  operationName?: string;
}

/** The errors of an operation, and whether it was executed. */
async function ask(source: string, { variables = {}, isOpen = true, operationName }: HashedOperation = {}) {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  let wasExecuted = false;
  const execute = withInputChecks(async () => {
    wasExecuted = true;
    return { data: {} };
  }, isOpen);
  const request = { document, schema, operation: getOperationAST(document, operationName), request: { variables } };
  const { errors = [] } = await execute(request as unknown as Parameters<Executor>[0]);
  return { wasExecuted, errors: errors.map(shown) };
}

function shown({ message, locations, extensions }: GraphQLError): Record<string, unknown> {
  return { message, locations, ...extensions };
}

const priced = 'query ($f: Filter) { search(filter: $f) }';
const decimal = 'a decimal number, such as "1250.00", of at most 18 digits on either side of the point';

describe('A null', () => {
  const order =
    'query ($line: String = "1", $yes: Boolean = true) { order(address: { line: $line, city: "x" }) @include(if: $yes) }';

  it.each([
    ['line', 'address.line', { line: null }],
    ['yes', 'if', { yes: null }],
  ])(
    'is rejected where $%s is used in a non-null position, regardless of its default',
    async (variable, argument, variables) => {
      const { wasExecuted, errors } = await ask(order, { variables });

      expect(wasExecuted).toBe(false);
      expect(errors).toMatchObject([
        { message: `The variable $${variable} is required.`, code: 'BAD_USER_INPUT', argument, variable },
      ]);
    },
  );

  it('is accepted in a nullable position, as is an absent variable with a default', async () => {
    expect((await ask('query ($id: ID = "a") { search(id: $id) }', { variables: { id: null } })).errors).toEqual([]);
    expect((await ask(order)).errors).toEqual([]);
  });

  it('is validated for the operation that runs', async () => {
    const { errors } = await ask(
      'query A($id: String = "a") { order(address: { line: "x", city: $id }) } query B($id: ID = "a") { search(id: $id) }',
      { variables: { id: null }, operationName: 'B' },
    );

    expect(errors).toEqual([]);
  });
});

describe('An invalid value', () => {
  it('is reported with its variable and argument', async () => {
    const { wasExecuted, errors } = await ask('query ($p: Price) { search(filter: { price: $p }) }', {
      variables: { p: { max: 1e21 } },
    });

    expect(wasExecuted).toBe(false);
    expect(errors).toEqual([
      {
        message: `The variable $p.max must be ${decimal}.`,
        locations: [{ line: 1, column: 8 }],
        code: 'BAD_USER_INPUT',
        argument: 'filter.price.max',
        variable: 'p.max',
      },
    ]);
  });

  it('is reported with its argument and location, as a literal', async () => {
    const { wasExecuted, errors } = await ask('{ search(filter: { price: { min: "abc" } }) }');

    expect(wasExecuted).toBe(false);
    expect(errors).toEqual([
      {
        message: `The argument filter.price.min must be ${decimal}.`,
        locations: [{ line: 1, column: 18 }],
        code: 'BAD_USER_INPUT',
        argument: 'filter.price.min',
      },
    ]);
  });

  it('is reported with its variable, as a default', async () => {
    const { errors } = await ask('query ($f: Filter = { names: ["a", "b\\u0000"] }) { search(filter: $f) }');

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', variable: 'f.names.1' }]);
  });

  it('is found in fragments, in lists, and in objects within objects', async () => {
    const { errors } = await ask(
      'query { ...F } fragment F on Query { search(filter: { more: { more: { names: "a\\u0007" } } }) }',
    );
    const { errors: listed } = await ask(priced, { variables: { f: { more: { names: ['a', 'b', '\ud800'] } } } });

    expect(errors.map(({ argument }) => argument)).toEqual(['filter.more.more.names']);
    expect(listed.map(({ argument }) => argument)).toEqual(['filter.more.names.2']);
  });

  it.each<[string, unknown, string]>([
    ['an object', 'text', 'The variable $f must be an object.'],
    ['one of a few', { mood: 'GLOOMY' }, 'The variable $f.mood must be one of CALM, BRIGHT.'],
    [
      'there at all',
      { moods: 1 },
      'The variable $f.moods does not exist; the fields are price, names, mood, since, first, kg, other, more.',
    ],
    [
      'an instant',
      { since: '0000-01-01T00:00:00Z' },
      'The variable $f.since must be an instant in the years 1 to 9999 (RFC 3339), such as "2026-03-01T09:30:00Z".',
    ],
    [
      'a whole number',
      { first: 2 ** 31 },
      'The variable $f.first must be a whole number from -2147483648 to 2147483647.',
    ],
    ['finite', { kg: Number.POSITIVE_INFINITY }, 'The variable $f.kg must be a finite number.'],
    [
      'plain, of a scalar that is not ours',
      { other: { a: ['\0'] } },
      'The variable $f.other must be JSON of at most 20 levels without control characters.',
    ],
    ['null in a list', { names: ['a', null] }, 'The variable $f.names.1 is required.'],
  ])('is reported with the valid names where it is not %s', async (_, f, message) => {
    expect((await ask(priced, { variables: { f } })).errors).toMatchObject([{ message, code: 'BAD_USER_INPUT' }]);
  });

  it.each(['1e400', '-1e400'])('may be a literal that is an infinite number: %s', async (kg) => {
    expect((await ask(`{ search(filter: { kg: ${kg} }) }`)).errors).toMatchObject([{ argument: 'filter.kg' }]);
  });

  it('may be a missing required value', async () => {
    const source = 'query ($a: Address!) { order(address: $a) }';

    expect((await ask(source)).errors).toMatchObject([{ message: 'The variable $a is required.' }]);
    expect((await ask(source, { variables: { a: null } })).errors).toMatchObject([{ argument: 'address' }]);
    expect((await ask(source, { variables: { a: { line: 'x' } } })).errors).toMatchObject([
      { message: 'The variable $a.city is required.', argument: 'address.city' },
    ]);
  });

  it('is reported without names of the schema if introspection is disabled', async () => {
    const hidden = await Promise.all([
      ask(priced, { variables: { f: { moods: 1 } }, isOpen: false }),
      ask(priced, { variables: { f: { mood: 'GLOOMY' } }, isOpen: false }),
      ask('query ($a: Address!) { order(address: $a) }', { variables: { a: {} }, isOpen: false }),
    ]);

    expect(hidden.flatMap(({ errors }) => errors.map(({ message }) => message))).toEqual([
      'The variable $f.moods does not exist.',
      'The variable $f.mood has an invalid value.',
      'The variable $a lacks a required field.',
      'The variable $a lacks a required field.',
    ]);
  });

  it('is reported at most ten times', async () => {
    expect((await ask(priced, { variables: { f: { names: Array(50_000).fill('\0') } } })).errors).toHaveLength(10);
  });
});

describe('A valid value', () => {
  it.each<[string, Record<string, unknown>]>([
    [priced, {}],
    [priced, { f: null }],
    [priced, { f: { names: 'one for a list', mood: 'CALM', first: -0, kg: 1, price: { min: '1.5', max: null } } }],
    ['query ($f: Filter = { price: { min: "1" } }) { search(filter: $f) }', {}],
    ['query ($m: Decimal = "1") { search(filter: { price: { min: $m } }) }', { m: '2' }],
    ['query ($s: String!) { search(filter: { names: [$s] }) }', { s: 'tab\tand\nline' }],
    ['{ search(id: 5, filter: { mood: BRIGHT, names: ["a"], since: "2026-03-01T00:00:00Z" }) }', {}],
    ['query ($x: String) { order(address: { line: "a", city: "b" }, response: { a: [$x, 1] }) }', { x: 'y' }],
    [priced, { unused: '\0' }],
  ])('is accepted: %s %j', async (source, variables) => {
    expect(await ask(source, { variables })).toEqual({ wasExecuted: true, errors: [] });
  });
});

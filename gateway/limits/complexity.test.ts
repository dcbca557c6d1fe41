import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { gatewayEnv } from '#tests/support/gateway-env.ts';
import { readGatewayConfig } from '../config.ts';
import { readExamples } from '../pages/explorer/operations.ts';
import { validateSupergraph } from '../supergraph.ts';
import { type Limits, limitRule } from './complexity.ts';

const examples = await readExamples();
const schema = buildSchema('type Query { a: Query b: Query n: Int }');
const generous: Limits = { depth: 50, aliases: 50, directives: 50, fields: 50 };

const refusals = (query: string, limits: Partial<Limits>) =>
  validate(schema, parse(query), [limitRule({ ...generous, ...limits })]).map(({ message, extensions }) => ({
    message,
    ...extensions,
  }));

describe('An operation', () => {
  it.each<[keyof Limits, string, number, string]>([
    ['depth', '{ a { b { n } } }', 3, 'The operation may have at most 2 levels of depth; it has 3.'],
    ['aliases', '{ x: n y: n z: n }', 3, 'The operation may have at most 2 aliases; it has 3.'],
    [
      'directives',
      'query @x { a @include(if: true) { ... @skip(if: false) { n } } }',
      3,
      'The operation may have at most 2 directives; it has 3.',
    ],
    ['fields', '{ a { n } n }', 3, 'The operation may have at most 2 fields; it has 3.'],
  ])('is rejected beyond the limit of %s, and accepted at it', (limit, query, found, message) => {
    expect(refusals(query, { [limit]: found - 1 })).toEqual([
      { message, code: 'OPERATION_TOO_COMPLEX', limit, allowed: found - 1, found },
    ]);
    expect(refusals(query, { [limit]: found })).toEqual([]);
  });

  it('may have aliases of 200 characters', () => {
    const message = 'An alias may have at most 200 characters; one has 201.';

    expect(refusals(`{ ${'a'.repeat(200)}: n }`, {})).toEqual([]);
    expect(refusals(`{ ...F } fragment F on Query { ${'a'.repeat(201)}: n }`, {})).toEqual([
      { message, code: 'OPERATION_TOO_COMPLEX', limit: 'aliasLength', allowed: 200, found: 201 },
    ]);
  });

  it('is measured with its fragments, as often as they are spread', () => {
    const query = 'query { a { ...F } b { ...F } } fragment F on Query { x: n a { ...G } } fragment G on Query { n }';

    expect(refusals(query, { depth: 2, aliases: 1, fields: 7 })).toMatchObject([
      { limit: 'depth', found: 3 },
      { limit: 'aliases', found: 2 },
      { limit: 'fields', found: 8 },
    ]);
  });

  it('with exponentially nested fragments is rejected at once', () => {
    const levels = Array.from({ length: 60 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);
    const query = `{ ...F0 } ${levels.join(' ')} fragment F60 on Query { n }`;

    expect(refusals(query, {})).toMatchObject([{ limit: 'fields', allowed: 50, found: 2 ** 60 }]);
  });

  it('whose fragments spread each other is measured without an endless loop', () => {
    const query = '{ ...F } fragment F on Query { a { ...G } } fragment G on Query { b { ...F } }';

    expect(refusals(query, {})).toEqual([]);
  });
});

describe('The default limits of the gateway', () => {
  const folder = join(import.meta.dirname, '../../schema');
  const { limits } = readGatewayConfig(gatewayEnv);
  let api: GraphQLSchema;

  beforeAll(async () => {
    api = (await validateSupergraph(readFileSync(join(folder, 'supergraph.graphql'), 'utf8'))).schema;
  });

  it.each(examples)('accept $name', ({ query }) => {
    const document = parse(query, { maxTokens: limits.tokens });

    expect(validate(api, document, [limitRule(limits)])).toEqual([]);
  });

  it('accept the full introspection query of an explorer', () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });

    expect(validate(api, parse(query, { maxTokens: limits.tokens }), [limitRule(limits)])).toEqual([]);
  });
});

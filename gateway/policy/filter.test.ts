import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  type DocumentNode,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  print,
  validate,
} from 'graphql';
import { filterOperation } from './filter.ts';

const schema = buildSchema(`
  type Query { node: Node both: Both a(n: Int): A }
  interface Node { id: ID next: Node }
  type A implements Node { id: ID next: B only: Int }
  type B implements Node { id: ID next: Node }
  type C implements Node { id: ID next: Node }
  union Both = A | B
`);

const filter = (query: string, refused: string[], operationName?: string) => {
  const document: DocumentNode = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document, operationName) as OperationDefinitionNode;
  const rest = filterOperation({ document, operation }, new Set(refused), schema);
  if (rest) expect(validate(schema, rest.document)).toEqual([]);
  return rest && print(rest.document).replace(/\s+/g, ' ');
};

describe('An operation with denied fields', () => {
  it.each<[string, string, string[], string | undefined]>([
    ['is unchanged without them', '{ a { id } }', ['B.id'], '{ a { id } }'],
    [
      'is undefined if it contains nothing else',
      '{ a { id } ... { node { id } } }',
      ['Query.a', 'Query.node'],
      undefined,
    ],
    [
      'selects the field on the permitted types',
      '{ node { id } }',
      ['A.id'],
      '{ node { ... on B { id } ... on C { id } } }',
    ],
    [
      'selects only __typename where no field is left',
      '{ node { id } }',
      ['A.id', 'B.id', 'C.id'],
      '{ node { __typename } }',
    ],
    [
      'removes fragments that cannot apply to the type',
      '{ node { next { id ... on A { only } ... on B { id } ...F } } } fragment F on C { next { id } }',
      ['B.next', 'C.next'],
      '{ node { ... on A { next { id ... on B { id } } } } }',
    ],
    [
      'keeps a fragment where it loses nothing, and unfolds it where it does',
      'query Q { a { ...F } node { ... on B { ...F } } } fragment F on Node { id }',
      ['B.id'],
      'query Q { a { ...F } node { __typename } } fragment F on Node { id }',
    ],
    [
      'keeps what directives say of fragments',
      'query ($yes: Boolean!) { both { ...F @include(if: $yes) ... @skip(if: $yes) { ... on B { id } } } } fragment F on A { id only }',
      ['A.only', 'B.id'],
      'query ($yes: Boolean!) { both { ... on A @include(if: $yes) { id } } }',
    ],
    [
      'declares the variables that it uses',
      'query ($a: Int, $b: Int, $c: Boolean!) { x: a(n: $a) { only @skip(if: $c) id } y: a(n: $b) { id } }',
      ['A.only'],
      'query ($a: Int, $b: Int) { x: a(n: $a) { id } y: a(n: $b) { id } }',
    ],
  ])('%s', (_, query, refused, rest) => {
    expect(filter(query, refused)).toBe(rest);
  });

  it('is filtered if it is one of several', () => {
    const query =
      'query One { a { ...F } } query Two { a { only } node { ...G } } fragment F on A { id } fragment G on Node { id }';

    expect(filter(query, ['A.only'], 'Two')).toBe(
      'query Two { a { __typename } node { ...G } } fragment G on Node { id }',
    );
  });

  it('is rejected if selecting by type would add too many fields', () => {
    const deep = (levels: number): string => (levels > 0 ? `next { id ${deep(levels - 1)} }` : '');

    expect(() => filter(`{ node { ${deep(9)} } }`, ['A.id'])).not.toThrow();
    expect(() => filter(`{ node { ${deep(14)} } }`, ['A.next'])).toThrow(
      expect.objectContaining({ extensions: { code: 'OPERATION_TOO_COMPLEX', http: { status: 400 } } }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, type OperationDefinitionNode, parse } from 'graphql';
import { type Hints, readHints } from './hints.ts';
import { type Policy, policyOf } from './policy.ts';

const schema = buildASTSchema(
  parse(`
    schema @link(url: "https://specs.axiom.example/cache/v1.0") { query: Query }
    directive @link(url: String) repeatable on SCHEMA
    directive @cacheControl(maxAge: Int, scope: Scope, inheritMaxAge: Boolean, staleIfError: Int, taggedMaxAge: Int)
      on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
    enum Scope { PUBLIC PRIVATE }
    type Query {
      silent: String
      book: Book
      shortBook: Book @cacheControl(maxAge: 5)
      mine: Book @cacheControl(scope: PRIVATE)
      plain: Plain
      works: [Work]
    }
    type Book @cacheControl(maxAge: 300, staleIfError: 60) {
      id: ID
      title: String
      price: Int @cacheControl(maxAge: 10)
      stock: Int @cacheControl(maxAge: 20, taggedMaxAge: 1000)
      signed: String @cacheControl(maxAge: 240)
      wished: Boolean @cacheControl(scope: PRIVATE)
      guarded: Boolean
      cover: Cover
      review: Review
      plain: Plain
    }
    type Cover @cacheControl(inheritMaxAge: true) { url: String }
    type Review @cacheControl(maxAge: 900, staleIfError: 900) { text: String, cover: Cover }
    type Plain { text: String }
    type Secret @cacheControl(maxAge: 300, scope: PRIVATE) { id: ID, text: Cover @cacheControl(maxAge: 5) }
    union Work @cacheControl(maxAge: 400) = Book | Cover | Secret
  `),
  { assumeValidSDL: true },
);

function policyFor(text: string): Policy {
  const [operation] = parse(text, { noLocation: true }).definitions as [OperationDefinitionNode];
  const access = new Map([['Book.guarded', { authenticated: true, scopes: [] }]]);
  return policyOf(operation, { hints: readHints(schema) as Hints, schema, access });
}

const kept = (maxAge: number, staleIfError = 0, isPrivate = false, taggedMaxAge = maxAge): Policy => ({
  ...{ maxAge, taggedMaxAge, staleIfError, isPrivate },
});

describe('The policy of an operation', () => {
  it.each<[string, Policy]>([
    ['{ silent }', kept(0)],
    ['{ book { title } }', kept(300, 60)],
    ['{ book { title price } }', kept(10)],
    ['{ book { title stock } }', kept(20, 0, false, 300)],
    ['{ book { stock signed } }', kept(20, 0, false, 240)],
    ['{ book { stock } silent }', kept(0)],
    ['{ book { cover { url } } }', kept(300, 60)],
    ['{ book { plain { text } } }', kept(0)],
    ['{ book { review { text } } }', kept(300, 60)],
    ['{ book { wished } }', kept(300, 60, true)],
    ['{ book { guarded } }', kept(300, 60, true)],
    ['{ book { ... on Book { ... { price } } } }', kept(10)],
    ['{ shortBook { title } }', kept(5)],
    ['{ mine { title } }', kept(300, 60, true)],
    ['{ plain { text } }', kept(0)],
    ['{ works { ... on Book { title } } }', kept(300, 0, true)],
    ['{ book { title } silent }', kept(0)],
  ])('of %s has the least of its hints', (text, policy) => {
    expect(policyFor(text)).toEqual(policy);
  });

  it.each<[string, string, Policy]>([
    ['the type for its scalar fields', 'Book { title }', kept(300, 60)],
    ['fields that have hints of their own', 'Book { review { text } }', kept(900, 900)],
    ['the type for what inherits its life', 'Book { cover { url } review { text } }', kept(300, 60)],
    ['both', 'Book { title review { text } }', kept(300, 60)],
    ['a field with a shorter life', 'Book { price }', kept(10)],
    ['a field that is dropped by its tags', 'Book { stock }', kept(20, 0, false, 1000)],
    ['nothing, where the type has no life', 'Cover { url }', kept(0)],
    ['nothing, where the type has no hint', 'Plain { text }', kept(0)],
    ['a private type with public fields', 'Secret { text { url } }', kept(5, 0, true)],
  ])('for an entity has the hints of %s', (_, selection, policy) => {
    expect(policyFor(`query ($r: [Any]!) { _entities(representations: $r) { ... on ${selection} } }`)).toEqual(policy);
  });
});

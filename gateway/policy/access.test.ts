import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { readAccess } from './access.ts';
import { composePolicyTestSupergraph } from './policy.fixture.ts';

const authenticated = true;
const cost = { authenticated, scopes: [[['cost']]] };

describe('The requirements of fields', () => {
  it('are read from a supergraph: of the field, its type, the type it returns, and its @requires', () => {
    expect(Object.fromEntries(readAccess(parse(composePolicyTestSupergraph())))).toEqual({
      'Query.account': { authenticated, scopes: [] },
      'Query.ledger': { authenticated, scopes: [[['ledger']]] },
      'Mutation.recall': { authenticated, scopes: [[['recall']]] },
      'Mutation.erase': { authenticated, scopes: [], maxAge: 60 },
      'Product.cost': cost,
      'Product.code': cost,
      'Product.pin': { authenticated, scopes: [], maxAge: 300 },
      'Product.stamp': { authenticated, scopes: [], maxAge: 300 },
      'Notes.internal': { authenticated, scopes: [] },
      'Account.__typename': { authenticated, scopes: [] },
      'Account.id': { authenticated, scopes: [] },
      'Account.name': { authenticated, scopes: [] },
      'Account.grade': cost,
      'Model.source': cost,
      'Texture.bytes': { authenticated, scopes: [] },
      'Sketch.__typename': cost,
      'Sketch.id': cost,
      'Sketch.bytes': cost,
      'Sketch.source': cost,
    });
  });

  it('apply to all fields that require it, transitively', () => {
    const access = readAccess(
      parse(`
        directive @join__field(requires: String) repeatable on FIELD_DEFINITION
        directive @stepUp(maxAge: Int!) on FIELD_DEFINITION
        directive @authenticated on FIELD_DEFINITION
        type Query { a: A }
        type A {
          first: Int @join__field(requires: "second") @join__field(requires: "other { id }")
          second: Int @join__field(requires: "part(size: 3) { ... on B { third } }")
          part(size: Int): Part
          other: A
          id: ID @authenticated
          round: Int @join__field(requires: "other { round id }")
        }
        interface Part { third: Int }
        type B implements Part { third: Int @stepUp(maxAge: 9) }
        type C implements Part { third: Int }
      `),
    );

    expect(Object.fromEntries(access)).toEqual({
      'A.first': { authenticated, scopes: [], maxAge: 9 },
      'A.second': { authenticated, scopes: [], maxAge: 9 },
      'A.id': { authenticated, scopes: [] },
      'A.round': { authenticated, scopes: [] },
      'B.third': { authenticated, scopes: [], maxAge: 9 },
    });
  });

  it('apply to every implementing type where an interface has @stepUp', () => {
    const access = readAccess(
      parse(`
        directive @stepUp(maxAge: Int!) on FIELD_DEFINITION
        type Query { part: Part }
        interface Part { id: ID weight: Int @stepUp(maxAge: 9) }
        type B implements Part { id: ID weight: Int }
        type C implements Part { id: ID weight: Int @stepUp(maxAge: 5) }
      `),
    );

    expect(Object.fromEntries(access)).toEqual({
      'B.weight': { authenticated, scopes: [], maxAge: 9 },
      'C.weight': { authenticated, scopes: [], maxAge: 5 },
    });
  });
});

import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { anonymous, type SignedIn, type Viewer } from '#kit/graph/viewer.ts';
import type { HashedOperation } from '../execution/operation.ts';
import { readPolicy } from './policy.ts';

const sdl = `
  directive @authenticated on FIELD_DEFINITION
  directive @stepUp(maxAge: Int!) on FIELD_DEFINITION
  type Query { thing: Thing }
  type Thing { id: ID name: String @authenticated pin: Int @stepUp(maxAge: 60) }
`;
const proved = (ago: number): SignedIn => {
  const authTime = Math.floor(Date.now() / 1000) - ago;
  return { kind: 'ELITE', id: 'c1', scopes: [], session: 's1', authTime };
};

const policy = readPolicy(parse(sdl), buildSchema(sdl));

/** A newly parsed copy of an operation. */
function requested(source: string): HashedOperation {
  const document = parse(source);
  return {
    source,
    document,
    operation: getOperationAST(document) as OperationDefinitionNode,
    queryHash: hash('sha256', source),
  };
}

/** The permitted part of an operation with denied fields. */
function without(source: string, viewer: Viewer): HashedOperation | undefined {
  const refusals = policy.refusals(requested(source), viewer);
  expect(refusals.size).toBeGreaterThan(0);
  return policy.without(requested(source), refusals);
}

describe('A repeated operation', () => {
  const query = '{ thing { id name pin } }';

  it('is filtered once for all viewers with the same denied fields, even if it is another copy of the document', () => {
    expect(without(query, anonymous)).toBe(without(query, { kind: 'ANONYMOUS', unchecked: true }));
  });

  it('has a separate hash for each permitted part', () => {
    const [open, proven] = [without(query, anonymous), without(query, proved(100))];

    expect([open, proven].map((part) => part?.source.replace(/\s+/g, ' '))).toEqual([
      '{ thing { id } }',
      '{ thing { id name } }',
    ]);
    expect(new Set([open?.queryHash, proven?.queryHash, hash('sha256', query)]).size).toBe(3);
    expect(policy.refusals(requested(query), proved(0)).size).toBe(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import type { Ceilings } from '#kit/graph/cost/ceilings.ts';
import { type CostModel, openCostModel } from '#kit/graph/cost/model.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import type { GatewayContext } from '../context.ts';
import { costOf, refusalByCeiling } from './ceiling.ts';

const schema = buildSchema('type Query { all: [Item!]! } type Item { id: ID! all: [Item!]! }');
const ceilings: Ceilings = { ANONYMOUS: 12, CUSTOMER: 30, PARTNER: 50, CURATOR: 122, SERVICE: 1_000 };
const anonymous: Viewer = { kind: 'ANONYMOUS' };
const signedIn = (kind: Exclude<Viewer['kind'], 'ANONYMOUS'>): Viewer => ({ kind, id: '1', scopes: [], session: 's' });

/** The query costs 1, a call and ten items 11, and each of the ten the same again. */
const small = '{ all { id } }';
const large = '{ all { all { id } } }';

function priced(source: string) {
  const document = parse(source);
  return { document, operation: getOperationAST(document) as OperationDefinitionNode, variables: {} };
}

function refusalOf(source: string, viewer: Viewer, isService = false) {
  const context = { viewer, isService } as GatewayContext;
  return refusalByCeiling(costOf(context, priced(source), openCostModel(schema)), context, ceilings);
}

describe('An operation', () => {
  it.each<[string, Viewer, number]>([
    ['an anonymous client', anonymous, 12],
    ['a customer', signedIn('CUSTOMER'), 30],
    ['an Elite Customer', signedIn('ELITE'), 30],
    ['a partner', signedIn('PARTNER'), 50],
  ])('of %s is rejected above the ceiling', (_, viewer, ceiling) => {
    expect(refusalOf(large, viewer)?.extensions).toEqual({
      code: 'OPERATION_TOO_EXPENSIVE',
      cost: 122,
      ceiling,
      costliest: [
        { path: 'all.all', cost: 110 },
        { path: 'all', cost: 11 },
      ],
      http: { status: 400 },
    });
  });

  it.each<[string, string, Viewer, boolean]>([
    ['an anonymous client', small, anonymous, false],
    ['a curator', large, signedIn('CURATOR'), false],
    ['one of AXIOM’s own services', large, anonymous, true],
  ])('of %s may run up to the ceiling', (_, source, viewer, isService) => {
    expect(refusalOf(source, viewer, isService)).toBeUndefined();
  });

  it('is estimated once, and the estimate is stored on the context', () => {
    const model = openCostModel(schema);
    let estimates = 0;
    const counting: CostModel = {
      ...model,
      estimate: (...given) => {
        estimates += 1;
        return model.estimate(...given);
      },
    };
    const context = { viewer: anonymous, isService: false } as GatewayContext;

    expect(costOf(context, priced(small), counting).total).toBe(12);
    expect(costOf(context, priced(small), counting)).toBe(context.cost);
    expect(estimates).toBe(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import type { Ceilings } from '#kit/cost/ceilings.ts';
import { type CostModel, openCostModel } from '#kit/cost/model.ts';
import type { Viewer } from '#kit/viewer.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor } from '../executor.ts';
import { underCeiling } from './ceiling.ts';

const schema = buildSchema('type Query { all: [Item!]! } type Item { id: ID! all: [Item!]! }');
const ceilings: Ceilings = { ANONYMOUS: 12, CUSTOMER: 30, PARTNER: 50, CURATOR: 131, SERVICE: 1_000 };
const signedIn = (kind: Exclude<Viewer['kind'], 'ANONYMOUS'>): Viewer => ({ kind, id: '1', scopes: [], session: 's' });

/** Query 1, a call and ten items 11, and for each of the ten the same again. */
const small = '{ all { id } }';
const large = '{ all { all { id } } }';

async function run(source: string, viewer: Viewer, isService = false, costs: CostModel = openCostModel(schema)) {
  const context = { viewer, isService } as GatewayContext;
  let executions = 0;
  const execute: Executor = async () => {
    executions += 1;
    return { data: {} };
  };
  const document = parse(source);
  const request = { document, operation: getOperationAST(document), request: { variables: undefined }, context };
  const result = await underCeiling(execute, () => costs, ceilings)(request as unknown as Parameters<Executor>[0]);
  return { result, executions, context };
}

describe('An operation', () => {
  it.each<[string, Viewer, boolean, number]>([
    ['an anonymous client', { kind: 'ANONYMOUS' }, false, 12],
    ['a customer', signedIn('CUSTOMER'), false, 30],
    ['an Elite Customer', signedIn('ELITE'), false, 30],
    ['a partner', signedIn('PARTNER'), false, 50],
  ])('of %s is refused above the ceiling, and nothing is executed', async (_, viewer, isService, ceiling) => {
    const { result, executions } = await run(large, viewer, isService);

    expect(executions).toBe(0);
    expect(result).toEqual({ errors: [expect.anything()] });
    expect(result.errors?.[0]?.extensions).toEqual({
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
    ['an anonymous client', small, { kind: 'ANONYMOUS' }, false],
    ['a curator', large, signedIn('CURATOR'), false],
    ['a service of the house', large, { kind: 'ANONYMOUS' }, true],
  ])('of %s is executed up to the ceiling', async (_, source, viewer, isService) => {
    const { result, executions } = await run(source, viewer, isService);

    expect(result).toEqual({ data: {} });
    expect(executions).toBe(1);
  });

  it('is estimated once, and the estimate stays on the context', async () => {
    const model = openCostModel(schema);
    let estimates = 0;
    const counting: CostModel = {
      ...model,
      estimate: (...given) => {
        estimates += 1;
        return model.estimate(...given);
      },
    };

    const { context } = await run(small, { kind: 'ANONYMOUS' }, false, counting);

    expect(context.cost?.total).toBe(12);
    expect(estimates).toBe(1);
  });

  it('that is missing is left to the executor', async () => {
    const { executions } = await run('query A { all { id } } query B { all { id } }', { kind: 'ANONYMOUS' });

    expect(executions).toBe(1);
  });
});

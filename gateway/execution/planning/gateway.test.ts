import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { createLog } from '#kit/process/log.ts';
import { startTestGateway, type TestGateway } from '../../gateway.fixture.ts';
import type { HashedOperation } from '../operation.ts';
import { warmUp } from './warm-up.ts';

describe('A gateway with a small budget for planning', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    // The first plan uses up the budget, and almost nothing is restored.
    gateway = await startTestGateway({ PLANNING_THREADS: '1', PLANNING_BUDGET_MS: '1', PLANNING_RESTORED_MS: '1' });
  }, 60_000);
  afterAll(() => gateway.close());

  it('executes known operations and rejects new ones when the budget is used up', async () => {
    const known = await gateway.execute('query A { product(id: "p1") { title } }');
    const refused = await gateway.execute('{ products { title place } }');
    const again = await gateway.execute('query B($id: ID!) { it: product(id: $id) { t: title } }', {
      variables: { id: 'p2' },
    });

    expect(known.body.data).toEqual({ product: { title: 'Title of p1' } });
    expect(refused.status).toBe(429);
    expect(refused.body.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'THROTTLED', retryAfterMs: expect.any(Number) },
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(again.body).toMatchObject({ data: { it: { t: 'Title of p2' } } });
  });

  it('charges a rejected operation the cost of its document each time, since each has another normal form', async () => {
    const query = `{ products { ${'title '.repeat(100)} place } }`;

    const first = await gateway.execute(query);
    const second = await gateway.execute(query);

    const costs = [first, second].map(({ status, body }) => [status, body.extensions?.cost]);
    expect(costs).toEqual(
      costs.map(() => [429, expect.objectContaining({ actualQueryCost: Math.ceil(query.length / 64) })]),
    );
  });
});

describe('Warming up', () => {
  it('plans the operations of a folder, and skips invalid ones', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'operations-'));
    await writeFile(join(folder, 'good.graphql'), 'query A { a } query B { b: a }');
    await writeFile(join(folder, 'bad.graphql'), '{ nothing }');
    await writeFile(join(folder, 'worse.graphql'), '{');
    const schema: GraphQLSchema = buildSchema('type Query { a: Int }');
    const prepared: (string | undefined)[] = [];
    const prepare = async ({ operation }: HashedOperation) => {
      prepared.push(operation.name?.value);
    };

    await warmUp(folder, { schema, prepare }, createLog('warm-up', 'silent'));
    await warmUp(join(folder, 'none'), { schema, prepare }, createLog('warm-up', 'silent'));
    await rm(folder, { recursive: true });

    expect(prepared).toEqual(['A', 'B']);
  });
});

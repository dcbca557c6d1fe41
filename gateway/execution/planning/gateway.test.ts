import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../gateway.fixture.ts';

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

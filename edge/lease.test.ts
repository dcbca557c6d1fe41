import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#tests/support/until.ts';
import { startTestEdge, type TestEdge } from './edge.fixture.ts';
import { type Origin, startOrigin } from './origin.fixture.ts';

let origin: Origin;
let edge: TestEdge;
beforeAll(async () => {
  origin = await startOrigin();
  origin.page = { body: '{}', headers: { 'cache-control': 'public, max-age=600', 'cache-tag': 'product:1' } };
  edge = await startTestEdge(origin.url, { purgeLease: 2_000 });
});
afterAll(async () => {
  await edge.close();
  await origin.stop();
});

describe('The cache of the edge', () => {
  it('is used only while it hears of purges, or that there are none', async () => {
    const statusOf = async () => (await edge.send('/graphql?a')).headers.get('cache-status') ?? '';
    expect(await statusOf()).toBe('axiom-edge; fwd=bypass');

    // Without tags, there is nothing to purge.
    expect((await edge.purge()).status).toBe(200);
    await until(async () => (await statusOf()).startsWith('axiom-edge; hit'));
    await until(async () => (await statusOf()) === 'axiom-edge; fwd=bypass');

    await edge.purge();
    await until(async () => (await statusOf()).startsWith('axiom-edge; hit'));
  });
});

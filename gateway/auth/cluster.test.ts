import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keys } from '#kit/graph/session.ts';
import { hasRedisServer } from '#tests/support/backends/redis.ts';
import { startTestCluster, type TestCluster, type TestNode } from '#tests/support/backends/redis-cluster.ts';
import { type AuthTestGateway, startAuthTestGateway } from '#tests/support/subgraphs/auth-gateway.ts';
import { until } from '#tests/support/until.ts';

(hasRedisServer ? describe : describe.skip)('A gateway with a cluster of Redis', () => {
  let cluster: TestCluster;
  let auth: AuthTestGateway;

  beforeAll(async () => {
    cluster = await startTestCluster({ replicaOf: 2 });
    auth = await startAuthTestGateway(cluster, { COST_RESTORE_CUSTOMER: '1', COST_RESTORE_ADDRESS: '1' });
  });
  afterAll(() => auth?.close());

  const bearer = async () => ({ authorization: `Bearer ${await auth.eliteToken()}` });

  it('serves a customer until the session ends, and charges points', async () => {
    const headers = await bearer();

    expect(await auth.viewerOf(headers)).toMatchObject({ kind: 'ELITE', id: 'cus_1', session: 's-1' });
    // The gateway still has points of the requests of its start.
    const charged = async () => (await cluster.keys('bucket:*')).map((key) => key.split(':').slice(0, 3).join(':'));
    await until(async () => {
      await auth.viewerOf(headers);
      return (await charged()).length > 0;
    });
    expect(new Set(await charged())).toEqual(
      new Set(['bucket:{points}:cost-customer', 'bucket:{points}:cost-address']),
    );

    await auth.redis.del(keys.customer('s-1'));
    expect(await auth.responseTo(headers)).toContain('401');
  });

  it('signs no one in while the master with the session is replaced, and serves the session afterwards', async () => {
    const headers = await bearer();
    const [, , master, replica] = cluster.nodes as [TestNode, TestNode, TestNode, TestNode];
    expect(await master.admin.exists(keys.customer('s-1'))).toBe(1);
    await until(async () => (await replica.admin.dbsize()) === (await master.admin.dbsize()));

    await master.kill();

    expect(await auth.viewerOf(headers)).toMatchObject({ kind: 'ANONYMOUS' });
    await until(async () => (await auth.viewerOf(headers)).kind === 'ELITE');
    expect(await auth.viewerOf(headers)).toMatchObject({ id: 'cus_1', session: 's-1' });
  });
});

import { hasRedisServer, startTestRedis, type TestRedis } from './redis.ts';
import { startTestCluster } from './redis-cluster.ts';

/** The kinds of Redis that our code must work with: the simulator, and one real server and a cluster where it is installed. */
export const redisServers: { title: string; startServer: () => Promise<TestRedis> }[] = [
  { title: 'the simulator', startServer: () => startTestRedis('') },
  ...(hasRedisServer
    ? [
        { title: 'redis-server', startServer: () => startTestRedis() },
        { title: 'a cluster of redis-server', startServer: () => startTestCluster() },
      ]
    : []),
];

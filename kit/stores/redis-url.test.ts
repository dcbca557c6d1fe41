import { describe, expect, it } from '@jest/globals';
import { createLog } from '../process/log.ts';
import { openRedis } from './redis.ts';
import { parseRedisUrl, redisUrl, withoutRedisCredentials } from './redis-url.ts';

const silent = createLog('test', 'silent');

describe('The URL of Redis', () => {
  it.each<[url: string, address: Partial<ReturnType<typeof parseRedisUrl>>]>([
    ['redis://localhost', { isCluster: false, isEncrypted: false, nodes: [{ host: 'localhost', port: 6379 }] }],
    [
      'rediss://default:p%40ss@eu1-1.upstash.io:6380',
      {
        isCluster: false,
        isEncrypted: true,
        nodes: [{ host: 'eu1-1.upstash.io', port: 6380 }],
        username: 'default',
        password: 'p@ss',
      },
    ],
    ['redis://:secret@127.0.0.1:1/2', { isCluster: false, username: '', password: 'secret' }],
    [
      'rediss://user:a,b@one:7000,two,[::1]:7002/0',
      {
        isCluster: true,
        isEncrypted: true,
        nodes: [
          { host: 'one', port: 7000 },
          { host: 'two', port: 6379 },
          { host: '::1', port: 7002 },
        ],
        username: 'user',
        password: 'a,b',
      },
    ],
    [
      'redis://clustercfg.example:6379?cluster=true',
      { isCluster: true, nodes: [{ host: 'clustercfg.example', port: 6379 }] },
    ],
  ])('%s is read', (url, address) => {
    expect(parseRedisUrl(url)).toMatchObject(address);
    expect(redisUrl.safeParse(url).success).toBe(true);
  });

  it.each([
    ['no scheme', 'sesame@localhost:6379'],
    ['another scheme', 'https://:sesame@localhost'],
    ['no host', 'redis://:sesame@'],
    ['an empty host in a list', 'redis://:sesame@one,,two'],
    ['an invalid port', 'redis://:sesame@one:7000,two:port'],
    ['a database of a cluster', 'redis://:sesame@one,two/1'],
  ])('with %s is refused, without its parts in the message', (_, url) => {
    const { error } = redisUrl.safeParse(url);

    expect(error?.issues).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/^must ((?!sesame).)*$/) }),
    ]);
  });

  it('is shown without its user and password', () => {
    expect(
      ['redis://user:secret@one:7000,two:7001', 'rediss://:s@x@one/0', 'redis://one'].map(withoutRedisCredentials),
    ).toEqual(['redis://one:7000,two:7001', 'rediss://one/0', 'redis://one']);
  });

  it.each([
    ['one server', 'rediss://user:secret@127.0.0.1:1'],
    ['a cluster', 'rediss://user:secret@127.0.0.1:1,127.0.0.1:2'],
  ])('with rediss:// opens %s with TLS and its user', (_, url) => {
    const redis = openRedis(url, 'test', silent);
    redis.disconnect();

    const options = 'nodes' in redis ? redis.options.redisOptions : redis.options;
    expect(options).toMatchObject({ username: 'user', password: 'secret', tls: {} });
  });
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cacheKeys, writeRegistration } from '#kit/stores/cache-keys.ts';
import { startTestRedis, type TestRedis } from '#tests/support/backends/redis.ts';

describe('npm run cache', () => {
  let server: TestRedis;

  beforeAll(async () => {
    server = await startTestRedis();
  });
  afterAll(() => server.remove());

  const run = async (...args: string[]) => {
    const env = { ...process.env, REDIS_URL: server.url };
    const program = promisify(execFile)(process.execPath, [join(import.meta.dirname, 'cache.ts'), ...args], { env });
    return program.catch(({ stdout, stderr }: { stdout: string; stderr: string }) => ({ stdout, stderr }));
  };

  it('publishes a purge of tags, or of everything, in all scopes', async () => {
    const redis = await server.connect();

    const [tags, all] = await Promise.all([run('purge', 'product:prod_1', 'products'), run('purge', '--all')]);

    const events = await redis.xrange(cacheKeys.events, '-', '+');
    expect(events.map(([, [, event]]) => event).sort()).toEqual([
      '{"tags":["*"]}',
      '{"tags":["product:prod_1","products"]}',
    ]);
    expect([tags.stdout, all.stdout]).toEqual([
      'Dropped product:prod_1, products. Gateways: 0.\n',
      'Dropped *. Gateways: 0.\n',
    ]);
    redis.disconnect();
  });

  it('lists the gateways and how far they are', async () => {
    const redis = await server.connect();
    const registration = writeRegistration({ generation: 'a', position: '1000-0', beat: 1 });
    await redis.hset(cacheKeys.gateways, 'one:4000/abc', registration);
    await redis.xadd(cacheKeys.events, '*', 'event', '{"tags":["*"]}');
    const behind = await redis.xlen(cacheKeys.events);

    const { stdout } = await run('status');

    expect(stdout).toMatch(new RegExp(`one:4000/abc +1000-0 +1970-01-01T00:00:01.000Z +${behind}\n$`));
    redis.disconnect();
  });

  it.each([[['purge']], [['purge', 'Product 1']], [['purge', '--all', 'products']], [['drop', 'products']]])(
    'shows its usage for %j',
    async (args) => {
      const { stdout, stderr } = await run(...args);

      expect([stdout, stderr]).toEqual(['', expect.stringMatching(/^Usage:\n {2}npm run cache -- purge/)]);
    },
  );
});

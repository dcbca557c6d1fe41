import { describe, expect, it } from '@jest/globals';
import { freePorts } from '#kit/process/port.ts';
import { start } from './local.ts';

describe('Starting Redis', () => {
  it('reports that the server at REDIS_URL is unavailable, without its password', async () => {
    const [port] = await freePorts(1);
    const env = { REDIS_URL: `redis://:sesame@127.0.0.1:${port}` };

    const starting = start({ dataDir: '/nowhere', env, secret: () => '', log: () => {} });

    await expect(starting).rejects.toThrow(/^The Redis server at REDIS_URL is unavailable \(((?!sesame).)*\)\./);
  });

  it('reports that no server of the cluster at REDIS_URL answers, without its password', async () => {
    const env = { REDIS_URL: 'redis://:sesame@127.0.0.1:1,127.0.0.1:1' };

    const starting = start({ dataDir: '/nowhere', env, secret: () => '', log: () => {} });

    await expect(starting).rejects.toThrow(/is unavailable \(((?!sesame).)*ECONNREFUSED.*; .*ECONNREFUSED[^;]*\)\./);
  });

  it('reports that REDIS_URL is invalid', async () => {
    const env = { REDIS_URL: 'redis://:sesame@127.0.0.1:1,,127.0.0.1:1' };

    const starting = start({ dataDir: '/nowhere', env, secret: () => '', log: () => {} });

    await expect(starting).rejects.toThrow(/^REDIS_URL must be redis:\/\/ or rediss:\/\/ with a host((?!sesame).)*$/);
  });

  it('names the variable when the port is invalid', async () => {
    const env = { REDIS_PORT: 'six' };

    const starting = start({ dataDir: '/nowhere', env, secret: () => '', log: () => {} });

    await expect(starting).rejects.toThrow('REDIS_PORT=six is not a port');
  });
});

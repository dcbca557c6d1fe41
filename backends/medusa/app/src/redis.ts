import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** The rate limiter's script, which the graph uses in the same Redis. */
const rateLimiterScript = readFileSync(join(__dirname, '../../../../kit/stores/rate-limiter.lua'), 'utf8');
/** The script with the time of the Redis server, since the clocks of clients differ. */
const rateLimiterWithClock = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
${rateLimiterScript}`;

/** The shared Redis, with the rate limiter as a command: the wait in microseconds, or 0 and the smallest remaining allowance. */
type SharedRedis = (Redis | Cluster) & {
  consume(count: number, ...keysAndNumbers: (string | number)[]): Promise<[wait: number, remaining: number]>;
};

/** How long a command of Redis may take in milliseconds, and a connection to it. */
export const commandTimeout = Number(process.env.STORE_REDIS_TIMEOUT_MS || 1_000);

let opened: SharedRedis | undefined;

/** The connection to the Redis that the graph uses, opened on first use: `middlewares.ts` opens it at the start. Commands reject while Redis is unavailable. */
export function sharedRedis(): SharedRedis {
  if (opened) return opened;
  const url = process.env.AXIOM_REDIS_URL;
  if (!url) throw new Error('AXIOM_REDIS_URL is not set');
  const redis = openRedis(url, {
    connectionName: 'axiom-store',
    noDelay: true,
    connectTimeout: commandTimeout,
    commandTimeout,
    maxRetriesPerRequest: 0,
  });
  redis.defineCommand('consume', { lua: rateLimiterWithClock });
  opened = redis as SharedRedis;
  return opened;
}

/**
 * Opens one server, or a cluster for several hosts or `?cluster=true`: `kit/stores/redis-url.ts` describes the form. A
 * command that fails rejects for its caller, and while the server is unavailable, half a second later at most.
 */
export function openRedis(url: string, options: RedisOptions): Redis | Cluster {
  const [, scheme, credentials = '', hosts = '', query = ''] = clusterForm.exec(url) ?? [];
  const isCluster = hosts.includes(',') || new URLSearchParams(query).get('cluster') === 'true';
  const redis = isCluster
    ? openCluster(
        hosts.split(',').map((host) => `${scheme}://${credentials}${host}`),
        options,
      )
    : new Redis(url, { retryStrategy: (attempt) => Math.min(attempt * 50, 500), ...options });
  redis.on('error', () => {});
  return redis;
}

const clusterForm = /^(rediss?):\/\/([^/?#]*@)?([^/?#@]+)(?:\/[^?#]*)?(?:\?([^#]*))?$/i;

function openCluster(urls: string[], options: RedisOptions): Cluster {
  const { protocol, username, password } = new URL(urls[0] as string);
  const cluster = new FailingCluster(urls, {
    // Commands fail immediately for a node that is unavailable, as with one server.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    redisOptions: {
      ...options,
      username: decodeURIComponent(username),
      password: decodeURIComponent(password),
      ...(protocol === 'rediss:' && { tls: {} }),
    },
    // Connections resolve host names themselves, so that TLS verifies the name and not an IP address.
    dnsLookup: (host, done) => done(null, host),
  });
  // A command would wait for the connection to a node that was not used yet.
  cluster.on('+node', (node: Redis) => node.options.readOnly || node.connect().catch(() => {}));
  return cluster;
}

/** A cluster whose commands fail while no node is known: see the same class in `kit/stores/redis.ts`. */
class FailingCluster extends Cluster {
  override sendCommand(...[command, stream, node]: Parameters<Cluster['sendCommand']>) {
    if (this.status === 'ready' || command.name === 'cluster') return super.sendCommand(command, stream, node);
    command.reject(new Error('The Redis cluster is unavailable.'));
    return command.promise;
  }
}

/** A system that the request needs is unavailable: HTTP status 503. */
export class Unavailable extends Error {
  constructor() {
    super('A required system is unavailable; try again.');
  }
}

/** The result of a Redis command; rejects with `Unavailable` where the command failed. */
export function orUnavailable<Reply>(command: Promise<Reply>): Promise<Reply> {
  return command.catch(() => {
    throw new Unavailable();
  });
}

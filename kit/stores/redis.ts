import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { backendError } from '../graph/errors.ts';
import type { Log } from '../process/log.ts';
import { parseRedisUrl } from './redis-url.ts';

/**
 * A connection to one server or to a cluster. A script, a transaction and a command with several keys need all their
 * keys in one slot of a cluster: one `{hash tag}` in all, or one key. For other keys there are `getMany` and `deleteMany`.
 */
export type RedisClient = Redis | Cluster;

/**
 * Opens the Redis at `url`; `name` appears in its client list. Redis may be unavailable at any time: commands then fail
 * immediately, because callers wait, and are not sent later. In a cluster, this applies to each node by itself, from the
 * failure of a master until a replica has replaced it.
 */
export function openRedis(url: string, name: string, log: Log): RedisClient {
  const redis = connect(url, (...cluster) => new FailingCluster(...cluster), {
    redis: {
      connectionName: name,
      noDelay: true,
      connectTimeout: 1_000,
      commandTimeout: 1_000,
      // A connection without responses is dead and is replaced.
      socketTimeout: 2_000,
      disconnectTimeout: 100,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    },
    single: { enableOfflineQueue: false },
    cluster: { slotsRefreshTimeout: 1_000, retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
    retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
  });
  const report = (error: Error) => log.debug({ event: 'redis_unavailable', err: error }, 'Redis unavailable');
  redis.on('error', report);
  redis.on('node error', report);
  // A command would wait for the connection to a node that was not used yet.
  redis.on('+node', (node: Redis) => node.options.readOnly || node.connect().catch(() => {}));
  return redis;
}

/** Opens the Redis at `url` for a queue: commands wait until Redis is available, because no client waits for them. */
export function openQueueRedis(url: string, name: string): RedisClient {
  const redis = connect(url, (...cluster) => new Cluster(...cluster), {
    redis: { connectionName: name, connectTimeout: 2_000, maxRetriesPerRequest: null },
    single: {},
    cluster: {},
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  redis.on('error', () => {});
  return redis;
}

/** Resolves when the first attempt to connect has succeeded or failed: within a second for each address of the URL. */
export function firstAttempt(redis: RedisClient): Promise<void> {
  return new Promise((resolve) => {
    redis.once('ready', resolve);
    redis.once('close', resolve);
  });
}

/** Resolves when Redis is available; rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT otherwise. */
export async function checkRedis(redis: RedisClient): Promise<void> {
  await fromRedis(redis.ping());
}

/** The values of string keys in any slots; null for a key that does not exist. One command where there is one server. */
export async function getMany(redis: RedisClient, keys: string[]): Promise<(string | null)[]> {
  if (keys.length === 0) return [];
  return redis.isCluster ? Promise.all(keys.map((key) => redis.get(key))) : redis.mget(keys);
}

/**
 * Deletes keys in any slots and returns how many existed. In a cluster, some keys may be deleted when it rejects, because
 * the node of another key is unavailable.
 */
export async function deleteMany(redis: RedisClient, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0;
  if (!redis.isCluster) return redis.del(keys);
  const deleted = await Promise.allSettled(keys.map((key) => redis.del(key)));
  return deleted.reduce((sum, result) => {
    if (result.status === 'rejected') throw result.reason;
    return sum + result.value;
  }, 0);
}

/** Resolves to the reply of Redis; rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT. */
export async function fromRedis<Reply>(reply: Promise<Reply>): Promise<Reply> {
  return reply.catch((cause: Error) => {
    // Timeout errors of the driver have no name.
    const isLate = /^(Command timed out|Socket timeout)/.test(cause.message);
    throw backendError('Redis', isLate ? new DOMException(cause.message, { name: 'TimeoutError', cause }) : cause);
  });
}

interface ConnectionOptions {
  redis: NonNullable<ClusterOptions['redisOptions']>;
  single: RedisOptions;
  cluster: ClusterOptions;
  /** Milliseconds before the next attempt to connect. */
  retryStrategy(attempt: number): number;
}

type OpenCluster = (...cluster: ConstructorParameters<typeof FailingCluster>) => Cluster;
type ClusterOptions = NonNullable<ConstructorParameters<typeof FailingCluster>[1]>;

function connect(url: string, openCluster: OpenCluster, options: ConnectionOptions): RedisClient {
  const { isCluster, isEncrypted, nodes, username, password } = parseRedisUrl(url);
  const { redis, single, cluster, retryStrategy } = options;
  if (!isCluster) return new Redis(url, { ...redis, ...single, retryStrategy });
  return openCluster(nodes, {
    ...cluster,
    redisOptions: { ...redis, username, password, ...(isEncrypted && { tls: {} }) },
    clusterRetryStrategy: retryStrategy,
    // Connections resolve host names themselves, so that TLS verifies the name and not an IP address.
    dnsLookup: (host, done) => done(null, host),
  });
}

/**
 * A cluster whose commands fail while no node is known. The driver's own option for this, `enableOfflineQueue`, also
 * fails commands to a node that is being connected for the first time, for instance after a slot has moved to it.
 */
class FailingCluster extends Cluster {
  override sendCommand(...[command, stream, node]: Parameters<Cluster['sendCommand']>) {
    // The driver itself reads the state of the cluster before it is ready.
    if (this.status === 'ready' || command.name === 'cluster') return super.sendCommand(command, stream, node);
    command.reject(new Error('The Redis cluster is unavailable.'));
    return command.promise;
  }
}

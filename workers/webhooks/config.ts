import { z } from 'zod';
import {
  type Environment,
  host,
  hosts,
  milliseconds,
  port,
  ports,
  readConfig,
  secretKey,
} from '#kit/process/config.ts';
import { pauses } from '#kit/process/retry-pauses.ts';
import { redisUrl } from '#kit/stores/redis-url.ts';

/** The pauses that Standard Webhooks recommends, in milliseconds: the last attempt is made after about three days. */
const seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
const recommended = seconds.map((pause) => pause * 1_000).join();

const shape = z.object({
  WEBHOOKS_PORT: port(4009),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  MEDUSA_URL: z.url(),
  MEDUSA_WORKER_TOKEN: z.string(),
  WEBHOOKS_DATABASE_URL: z.url(),
  REDIS_URL: redisUrl,
  /** The key that decrypts the signing secrets. */
  WEBHOOK_SECRET_KEY: secretKey,
  /** Hosts with ports that may be called although they are on a private network. */
  WEBHOOK_PRIVATE_TARGETS: hosts,
  /** Allowed ports besides 443. */
  WEBHOOK_PORTS: ports,
  /** The pause between two reads of due messages. */
  WEBHOOK_INTERVAL_MS: milliseconds(500),
  /** The pause between two reads of what changed in the caches. */
  WEBHOOK_CHANGES_MS: milliseconds(1_000),
  /** The interval of the sweep, which finds changes without an event. */
  WEBHOOK_SWEEP_MS: milliseconds(60_000),
  /** The timeout of a partner's server. */
  WEBHOOK_TIMEOUT_MS: milliseconds(20_000),
  /** The pauses between attempts, each with random jitter of up to 20%; after the last the message has failed. */
  WEBHOOK_PAUSES_MS: pauses(recommended),
});

export type Config = ReturnType<typeof readWebhooksConfig>;

/** Reads the worker's variables. Throws one error that lists all problems. */
export function readWebhooksConfig(env: Environment) {
  return readConfig('webhooks worker', shape, env);
}

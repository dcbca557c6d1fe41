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
  /** Opens the secrets that messages are signed with. */
  WEBHOOK_SECRET_KEY: secretKey,
  /** Hosts with their ports that may be called though they are on a private network. */
  WEBHOOK_PRIVATE_TARGETS: hosts,
  /** Ports that may be called besides 443. */
  WEBHOOK_PORTS: ports,
  /** From the end of a look for what is due to the next. */
  WEBHOOK_INTERVAL_MS: milliseconds(500),
  /** How often it looks for what no event has told. */
  WEBHOOK_SWEEP_MS: milliseconds(60_000),
  /** The longest wait for a partner's answer. */
  WEBHOOK_TIMEOUT_MS: milliseconds(20_000),
  /** The pauses between attempts at a message, each up to a fifth longer by chance; after the last it has failed. */
  WEBHOOK_PAUSES_MS: pauses(recommended),
});

export type Config = ReturnType<typeof readWebhooksConfig>;

/** Reads and checks the worker's variables. Throws one error that lists all that is wrong. */
export function readWebhooksConfig(env: Environment) {
  return readConfig('webhooks worker', shape, env);
}

import { z } from 'zod';
import { type Environment, host, milliseconds, port, readConfig } from '#kit/process/config.ts';

const shape = z.object({
  FULFILMENT_PORT: port(4007),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  MEDUSA_URL: z.url(),
  MEDUSA_WORKER_TOKEN: z.string(),
  REDIS_URL: z.url(),
  SHIPSTATION_URL: z.url(),
  SHIPSTATION_KEY: z.string(),
  SHIPSTATION_SECRET: z.string(),
  /** Stands in the address that ShipStation calls, which signs nothing: only it knows the address. */
  SHIPSTATION_WEBHOOK_SECRET: z.hex().length(64),
  /** How ShipStation reaches this process. */
  FULFILMENT_URL: z.url(),
  /** From the end of a look into the outbox to the next. */
  FULFILMENT_INTERVAL_MS: milliseconds(1_000),
  /** How often it looks for what no event has told. */
  FULFILMENT_SWEEP_MS: milliseconds(60_000),
  /** Attempts at one order, before it is a dead letter. */
  FULFILMENT_ATTEMPTS: z.coerce.number().int().min(1).default(8),
  /** The pause before the second attempt, which doubles with each, less up to half of it by chance. */
  FULFILMENT_BACKOFF_MS: milliseconds(1_000),
});

export type Config = ReturnType<typeof readFulfilmentConfig>;

/** Reads and checks the worker's variables. Throws one error that lists all that is wrong. */
export function readFulfilmentConfig(env: Environment) {
  return readConfig('fulfilment worker', shape, env);
}

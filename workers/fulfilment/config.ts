import { z } from 'zod';
import { type Environment, host, milliseconds, port, readConfig } from '#kit/process/config.ts';
import { redisUrl } from '#kit/stores/redis-url.ts';
import { invoicesShape } from '#kit/stores/s3.ts';

const shape = invoicesShape.extend({
  FULFILMENT_PORT: port(4007),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  MEDUSA_URL: z.url(),
  MEDUSA_WORKER_TOKEN: z.string(),
  REDIS_URL: redisUrl,
  SHIPSTATION_URL: z.url(),
  SHIPSTATION_KEY: z.string(),
  SHIPSTATION_SECRET: z.string(),
  /** The secret in the path that ShipStation calls, because its notices are not signed. */
  SHIPSTATION_WEBHOOK_SECRET: z.hex().length(64),
  /** The carrier and its service for labels of returns, by their codes at ShipStation. Without them returns have no labels. */
  SHIPSTATION_RETURN_CARRIER: z.string().optional(),
  SHIPSTATION_RETURN_SERVICE: z.string().optional(),
  /** The kind of the parcel, by its code at ShipStation. */
  SHIPSTATION_RETURN_PACKAGE: z.string().default('package'),
  /** The weight that labels declare, in grams. */
  SHIPSTATION_RETURN_GRAMS: z.coerce.number().int().min(1).default(1_000),
  /** The carrier's page for a parcel, with `{number}` in place of the tracking number. */
  SHIPSTATION_RETURN_TRACKING_URL: z
    .url()
    .refine((page) => page.includes('{number}'))
    .optional(),
  /** The URL at which ShipStation reaches this process. */
  FULFILMENT_URL: z.url(),
  /** The pause between two reads of the outbox. */
  FULFILMENT_INTERVAL_MS: milliseconds(1_000),
  /** The interval of the sweep, which finds orders and shipments without an event. */
  FULFILMENT_SWEEP_MS: milliseconds(60_000),
  /** The number of attempts before an order becomes a dead letter. */
  FULFILMENT_ATTEMPTS: z.coerce.number().int().min(1).default(8),
  /** The pause before the second attempt. It doubles with each attempt, with a random reduction of up to half. */
  FULFILMENT_BACKOFF_MS: milliseconds(1_000),
  /** The time after which another worker continues with the orders of one that was killed. */
  FULFILMENT_LOCK_MS: milliseconds(10_000),
});

export type Config = ReturnType<typeof readFulfilmentConfig>;

/** Reads the worker's variables. Throws one error that lists all problems. */
export function readFulfilmentConfig(env: Environment) {
  return readConfig('fulfilment worker', shape, env);
}

import { z } from 'zod';
import { count, milliseconds } from '#kit/process/config.ts';

/** The variables of the payment simulator. */
export const configShape = z.object({
  STRIPE_PORT: z.coerce.number().int(),
  STRIPE_DATA_DIR: z.string(),
  /** The secret key: `sk_test_…`. */
  STRIPE_API_KEY: z.string().min(1),
  /** The key of browsers and apps: `pk_test_…`. */
  STRIPE_PUBLISHABLE_KEY: z.string().min(1),
  /** Where events are sent from the first start on. None: only to endpoints that are created through the API. */
  STRIPE_WEBHOOK_URL: z.string().optional(),
  /** The secret that signs the events for STRIPE_WEBHOOK_URL: `whsec_…`. */
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  /** How long a late payment is `processing` before it is paid. */
  STRIPE_LATE_SECONDS: count(10),
  /** The delay before the first repetition of an event; it doubles with each, up to a minute. */
  STRIPE_WEBHOOK_RETRY_MS: milliseconds(1_000),
});

import { z } from 'zod';
import { secretKeys } from '#kit/process/config.ts';
import { redisUrl } from '#kit/stores/redis-url.ts';
import { invoicesShape } from '#kit/stores/s3.ts';

/** The environment variables of the commerce subgraph. The bucket is for invoices and labels of returns. */
export const commerceShape = invoicesShape.extend({
  MEDUSA_URL: z.url(),
  MEDUSA_PUBLISHABLE_KEY: z.string(),
  /** Identifies an AXIOM service to Medusa, which does not rate-limit its requests. */
  MEDUSA_SERVICE_TOKEN: z.string().optional(),
  /** The base URL of pictures whose URL is relative. */
  MEDIA_URL: z.url(),
  /** The address of the image service for browsers. */
  IMAGES_PUBLIC_URL: z.url(),
  /** The keys of the signatures in addresses of pictures. */
  IMAGES_SIGNING_KEYS: secretKeys,
  /** The Redis that stores idempotency keys. */
  REDIS_URL: redisUrl,
  /** The key of the order tokens' HMAC: 32 bytes in hexadecimal. */
  ORDER_TOKEN_SECRET: z.hex().length(64),
  /** Days after an order was placed until its token expires. */
  ORDER_TOKEN_DAYS: z.coerce.number().positive().default(180),
  /** Days after delivery in which a buyer may return what was not personalized: as for Medusa. */
  RETURN_WINDOW_DAYS: z.coerce.number().int().positive().default(30),
});

import { z } from 'zod';
import { hosts, secretKey } from '#kit/config.ts';
import { relyingPartyOrigins } from '#kit/relying-party.ts';

/** What the room reads from the environment. */
export const identityShape = z.object({
  IDENTITY_DATABASE_URL: z.url(),
  REDIS_URL: z.url(),
  MEDUSA_URL: z.url(),
  MEDUSA_PUBLISHABLE_KEY: z.string(),
  /** Says to Medusa that a room of the house asks, whose requests it does not limit. */
  MEDUSA_SERVICE_TOKEN: z.string().optional(),
  RP_ID: z.string().default('localhost'),
  RP_NAME: z.string().default('AXIOM'),
  RP_ORIGINS: relyingPartyOrigins,
  TOKEN_ISSUER: z.string().default('http://localhost:4000'),
  TOKEN_AUDIENCE: z.string().default('axiom-graph'),
  IDENTITY_KEY_SECRET: secretKey,
  WEBHOOK_SECRET_KEY: secretKey,
  WEBHOOK_PRIVATE_TARGETS: hosts,
  SIGNING_KEY_DAYS: z.coerce.number().int().min(1).default(90),
});

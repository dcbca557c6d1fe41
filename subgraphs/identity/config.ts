import { z } from 'zod';
import { readEmail } from '#kit/graph/email.ts';
import { relyingPartyOrigins } from '#kit/graph/relying-party.ts';
import { hosts, milliseconds, ports, secretKey } from '#kit/process/config.ts';
import { pauses } from '#kit/process/retry-pauses.ts';

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
  WEBHOOK_PORTS: ports,
  /** Where mail is sent through; without it, mail waits in the outbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Who mail comes from. */
  MAIL_FROM: z
    .string()
    .default('AXIOM <no-reply@axiom.example>')
    .refine((from) => readEmail(/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from) !== undefined, 'must hold an e-mail address'),
  /** From the end of a look for mail that is to be sent to the next. */
  MAIL_INTERVAL_MS: milliseconds(500),
  /** The pauses between attempts at a mail, each up to a fifth longer by chance; after the last it has failed. */
  MAIL_PAUSES_MS: pauses('5000,30000,120000,600000,1800000,3600000,7200000,14400000,28800000'),
  /** Where the links in mail lead: `/account/verify` and `/account/reset` there. */
  STOREFRONT_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
  SIGNING_KEY_DAYS: z.coerce.number().int().min(1).default(90),
});

import { z } from 'zod';
import { readEmail } from '#kit/graph/email.ts';
import { relyingPartyOrigins } from '#kit/graph/relying-party.ts';
import { hosts, milliseconds, ports, requestTokenKey, secretKey } from '#kit/process/config.ts';
import { pauses } from '#kit/process/retry-pauses.ts';
import { redisUrl } from '#kit/stores/redis-url.ts';

/** The subgraph's configuration, from environment variables. */
export const identityShape = z.object({
  IDENTITY_DATABASE_URL: z.url(),
  REDIS_URL: redisUrl,
  COMMERCE_URL: z.url().default('http://127.0.0.1:4001/graphql'),
  /** Signs requests to the commerce subgraph, for the products of wishlists. */
  COMMERCE_REQUEST_TOKEN_KEY: requestTokenKey,
  MEDUSA_URL: z.url(),
  MEDUSA_PUBLISHABLE_KEY: z.string(),
  /** Authenticates this subgraph at Medusa, which exempts it from rate limits. */
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
  /** The mail server; when unset, mail stays in the outbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** The sender's name and address. */
  MAIL_FROM: z
    .string()
    .default('AXIOM <no-reply@axiom.example>')
    .refine(
      (from) => readEmail(/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from) !== undefined,
      'must contain an e-mail address',
    ),
  /** Milliseconds between two polls of the outbox. */
  MAIL_INTERVAL_MS: milliseconds(500),
  /** Milliseconds between two attempts at a mail, each with up to 20 % jitter; after the last attempt the mail has failed. */
  MAIL_PAUSES_MS: pauses('5000,30000,120000,600000,1800000,3600000,7200000,14400000,28800000'),
  /** Whether buyers are notified of their orders by mail. `off` where another system does. */
  ORDER_MAIL: z.enum(['on', 'off']).default('on'),
  /** Milliseconds between two checks for what changed, for notices that are due, and for what happened to orders. */
  NOTICE_INTERVAL_MS: milliseconds(1_000),
  /** Milliseconds between two checks for deletions of accounts that were interrupted. */
  DELETION_INTERVAL_MS: milliseconds(10_000),
  /** Years for which orders and invoices are kept after the deletion of an account. */
  TAX_RETENTION_YEARS: z.coerce.number().int().min(1).max(50).default(10),
  /** Milliseconds for which changes of one wishlist are collected into one mail. */
  WISHLIST_MAIL_DELAY_MS: milliseconds(900_000),
  /** The public address of the gateway, to which mail programs send that a reader unsubscribes. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
  /** Links in mail point to `/account/verify` and other pages below this URL. */
  STOREFRONT_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
  SIGNING_KEY_DAYS: z.coerce.number().int().min(1).default(90),
});

import { join } from 'node:path';
import postgres from 'postgres';
import { startChild } from '#kit/process/child.ts';
import type { Environment } from '#kit/process/config.ts';
import { external, type StartLocal } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';
import { commonEnv, medusa, medusaVersion } from './application.ts';
import { migrateMedusa } from './migrate.ts';
import { readServiceKey } from './service-key.ts';

/**
 * Starts the Medusa application on 127.0.0.1 at MEDUSA_PORT (9000) over the migrated and seeded database that
 * MEDUSA_DATABASE_URL names, or uses the Medusa at MEDUSA_URL. MEDUSA_PUBLISHABLE_KEY is the key of the store API,
 * MEDUSA_SECRET_KEY the key of the admin API for tools, MEDUSA_WORKER_TOKEN the token of workers, MEDUSA_CURATOR_PASSWORD the
 * curator's password for the admin API. Medusa's admin application is disabled.
 * The AXIOM_ variables define which sessions authenticate customers: the keys, issuer and audience of their tokens, and the Redis
 * with the sessions. The STRIPE_ variables make Stripe the payment provider; without them the shop sells without payment.
 */
export const start: StartLocal = async ({ dataDir, env, secret, log, signal }) => {
  if (env.MEDUSA_URL) {
    const { MEDUSA_URL, MEDUSA_PUBLISHABLE_KEY, MEDUSA_SECRET_KEY } = env;
    if (!MEDUSA_PUBLISHABLE_KEY || !MEDUSA_SECRET_KEY) {
      throw new Error('MEDUSA_URL is set: set MEDUSA_PUBLISHABLE_KEY and MEDUSA_SECRET_KEY too.');
    }
    const { MEDUSA_SERVICE_TOKEN, MEDUSA_WORKER_TOKEN } = env;
    return external('Medusa', MEDUSA_URL, {
      ...{ MEDUSA_URL, MEDUSA_PUBLISHABLE_KEY, MEDUSA_SECRET_KEY },
      ...(MEDUSA_SERVICE_TOKEN && { MEDUSA_SERVICE_TOKEN }),
      ...(MEDUSA_WORKER_TOKEN && { MEDUSA_WORKER_TOKEN }),
    });
  }
  if (!env.MEDUSA_DATABASE_URL)
    throw new Error('Medusa needs MEDUSA_DATABASE_URL, or MEDUSA_URL for an external Medusa.');

  const publishableKey = await readPublishableKey(env.MEDUSA_DATABASE_URL);
  await migrateMedusa(env, log);
  const port = await claimPort(env, 'MEDUSA_PORT', 9000);
  const address = `http://127.0.0.1:${port}`;
  const child = await startChild({
    name: 'Medusa',
    ...medusa('start', '-H', '127.0.0.1', '-p', String(port)),
    // It starts in ten seconds, but needs more than a minute on a busy machine.
    readyTimeout: 180_000,
    env: {
      ...commonEnv(env),
      MEDUSA_FF_CACHING: 'true',
      MEDUSA_JWT_SECRET: secret('medusa-jwt'),
      MEDUSA_COOKIE_SECRET: secret('medusa-cookie'),
      AXIOM_JWKS_URL: env.AXIOM_JWKS_URL,
      AXIOM_TOKEN_ISSUER: env.AXIOM_TOKEN_ISSUER,
      AXIOM_TOKEN_AUDIENCE: env.AXIOM_TOKEN_AUDIENCE,
      AXIOM_REDIS_URL: env.AXIOM_REDIS_URL,
      MEDUSA_SERVICE_TOKEN: secret('medusa-service'),
      MEDUSA_WORKER_TOKEN: secret('medusa-worker'),
      MEDUSA_CACHE_SECONDS: env.MEDUSA_CACHE_SECONDS,
      MEDUSA_CACHE_BYTES: env.MEDUSA_CACHE_BYTES,
      ORDER_TOKEN_SECRET: env.ORDER_TOKEN_SECRET || secret('ORDER_TOKEN_SECRET'),
      ORDER_TOKEN_DAYS: env.ORDER_TOKEN_DAYS,
      STRIPE_PAYMENT_METHODS: env.STRIPE_PAYMENT_METHODS,
      PAYMENT_RETURN_ORIGINS: env.PAYMENT_RETURN_ORIGINS || 'http://localhost:*',
      PAYMENT_RELEASE_MINUTES: env.PAYMENT_RELEASE_MINUTES,
      STRIPE_API_KEY: env.STRIPE_API_KEY,
      STRIPE_API_URL: env.STRIPE_API_URL,
      STRIPE_PUBLISHABLE_KEY: env.STRIPE_PUBLISHABLE_KEY,
      STRIPE_WEBHOOK_SECRET: env.STRIPE_WEBHOOK_SECRET,
      ...sellerFrom(env),
      RETURN_WINDOW_DAYS: env.RETURN_WINDOW_DAYS,
      TRUSTED_PROXIES: env.TRUSTED_PROXIES,
      STORE_LIMIT_BURST: env.STORE_LIMIT_BURST,
      STORE_LIMIT_PER_MINUTE: env.STORE_LIMIT_PER_MINUTE,
      CART_EXPIRY_DAYS: env.CART_EXPIRY_DAYS,
      CUSTOMER_CART_EXPIRY_DAYS: env.CUSTOMER_CART_EXPIRY_DAYS,
      CART_EXPIRY_SCHEDULE: env.CART_EXPIRY_SCHEDULE,
      SALES_COUNT_SCHEDULE: env.SALES_COUNT_SCHEDULE,
      TAX_RETENTION_YEARS: env.TAX_RETENTION_YEARS,
      ANONYMIZE_SCHEDULE: env.ANONYMIZE_SCHEDULE,
      STORE_REDIS_TIMEOUT_MS: env.STORE_REDIS_TIMEOUT_MS,
      STORE_READS_WITHOUT_REDIS: env.STORE_READS_WITHOUT_REDIS,
      STORE_CHANGES_WITHOUT_REDIS: env.STORE_CHANGES_WITHOUT_REDIS,
    },
    log,
    signal,
    ready: async () => (await fetch(`${address}/health`)).ok,
  });
  const curatorPassword = secret('medusa-curator');
  const secretKey = await readServiceKey(
    address,
    curatorPassword,
    secret('medusa-service'),
    join(dataDir, 'service-key'),
  ).catch(async (cause) => {
    await child.stop();
    throw new Error(`Medusa refuses the sign-in of the curator: ${cause.message}. Run npm run reset.`, { cause });
  });
  return {
    name: 'Medusa',
    kind: 'real',
    version: await medusaVersion(),
    address,
    env: {
      MEDUSA_URL: address,
      MEDUSA_PUBLISHABLE_KEY: publishableKey,
      MEDUSA_SECRET_KEY: secretKey,
      MEDUSA_SERVICE_TOKEN: secret('medusa-service'),
      MEDUSA_WORKER_TOKEN: secret('medusa-worker'),
      MEDUSA_CURATOR_PASSWORD: curatorPassword,
    },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
};

/** The seller on invoices. An installation on this machine has a sample seller. */
function sellerFrom(env: Environment): Environment {
  if (!env.INVOICE_SELLER_NAME) {
    return {
      INVOICE_SELLER_NAME: 'AXIOM SAS (sample)',
      INVOICE_SELLER_ADDRESS: '5 rue de Thorigny|75003 Paris|France',
      INVOICE_SELLER_REGISTRATION: 'RCS Paris 000 000 000',
      INVOICE_SELLER_TAX_IDS:
        'FR:FR00000000000,GB:GB000000000,IM:GB000000000,CH:CHE-000.000.000 MWST,LI:CHE-000.000.000 MWST,JP:T0000000000000',
    };
  }
  return {
    INVOICE_SELLER_NAME: env.INVOICE_SELLER_NAME,
    INVOICE_SELLER_ADDRESS: env.INVOICE_SELLER_ADDRESS,
    INVOICE_SELLER_REGISTRATION: env.INVOICE_SELLER_REGISTRATION,
    INVOICE_SELLER_TAX_IDS: env.INVOICE_SELLER_TAX_IDS,
  };
}

/** The publishable key that Medusa created. Read from the database, since the admin API requires sign-in. */
async function readPublishableKey(databaseUrl: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 10 });
  try {
    const [key] = await sql<{ token: string }[]>`
      select token from api_key where type = 'publishable' and revoked_at is null and deleted_at is null
      order by created_at limit 1`;
    if (!key) throw new Error('there is no publishable key');
    return key.token;
  } catch (cause) {
    throw new Error(`Medusa's database is not ready: ${(cause as Error).message}. Run npm run seed.`, { cause });
  } finally {
    await sql.end();
  }
}

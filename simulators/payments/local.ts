import { fileURLToPath } from 'node:url';
import { startChild } from '#kit/process/child.ts';
import { external, type StartLocal } from '#kit/process/local-backend.ts';
import { claimPort } from '#kit/process/port.ts';

/**
 * Starts the payment simulator at STRIPE_PORT (4020), which sends its events to the Medusa at MEDUSA_URL or MEDUSA_PORT, or
 * uses the Stripe account of STRIPE_API_KEY.
 */
export const start: StartLocal = async ({ dataDir, env, secret, log, signal }) => {
  if (env.STRIPE_API_KEY) {
    const { STRIPE_API_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET } = env;
    if (!STRIPE_PUBLISHABLE_KEY || !STRIPE_WEBHOOK_SECRET)
      throw new Error('STRIPE_API_KEY is set: set STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET too.');
    const STRIPE_API_URL = env.STRIPE_API_URL || 'https://api.stripe.com';
    const keys = { STRIPE_API_KEY, STRIPE_PUBLISHABLE_KEY, STRIPE_WEBHOOK_SECRET };
    return external('Stripe', STRIPE_API_URL, { STRIPE_API_URL, ...keys });
  }
  const port = await claimPort(env, 'STRIPE_PORT', 4020);
  const address = `http://127.0.0.1:${port}`;
  const medusa = env.MEDUSA_URL || `http://127.0.0.1:${env.MEDUSA_PORT || 9000}`;
  const keys = {
    STRIPE_API_KEY: `sk_test_${secret('stripe-secret-key')}`,
    STRIPE_PUBLISHABLE_KEY: `pk_test_${secret('stripe-publishable-key')}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${secret('stripe-webhook')}`,
  };
  const child = await startChild({
    name: 'Payment simulator',
    command: process.execPath,
    args: [
      '--max-old-space-size=128',
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL('server.ts', import.meta.url)),
    ],
    env: {
      ...keys,
      STRIPE_PORT: String(port),
      STRIPE_DATA_DIR: dataDir,
      STRIPE_WEBHOOK_URL: `${medusa}/hooks/payment/stripe_stripe`,
      STRIPE_LATE_SECONDS: env.STRIPE_LATE_SECONDS,
      STRIPE_WEBHOOK_RETRY_MS: env.STRIPE_WEBHOOK_RETRY_MS,
      NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE,
    },
    log,
    signal,
    // The request has no key, so a running server responds with 401.
    ready: async () => (await fetch(address, { signal: AbortSignal.timeout(1_000) })).status === 401,
  });
  return {
    name: 'Stripe',
    kind: 'simulator',
    version: 'API 2024-04-10',
    address,
    env: { STRIPE_API_URL: address, ...keys },
    pids: [child.pid],
    crashed: child.crashed,
    stop: child.stop,
  };
};

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { freePorts } from '#kit/process/port.ts';
import { startPayments } from './server.ts';
import { apiVersion } from './webhooks/events.ts';

/** The service that the contract suite tests: Stripe's test mode, or the simulator. */
export interface ContractTarget {
  url: string;
  secretKey: string;
  publishableKey: string;
  /** The official library, with the secret key. */
  stripe: Stripe;
  /** The simulator is ended as by kill -9 as far as its data go, and started again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Uses the test account of `CONTRACT_STRIPE_API_KEY` (with `CONTRACT_STRIPE_PUBLISHABLE_KEY`), or starts the simulator with an
 * empty folder. `env`: variables of the simulator.
 */
export async function openTarget(env: Record<string, string> = {}): Promise<ContractTarget> {
  const { CONTRACT_STRIPE_API_KEY, CONTRACT_STRIPE_PUBLISHABLE_KEY = '' } = process.env;
  if (CONTRACT_STRIPE_API_KEY) {
    return {
      url: 'https://api.stripe.com',
      secretKey: CONTRACT_STRIPE_API_KEY,
      publishableKey: CONTRACT_STRIPE_PUBLISHABLE_KEY,
      stripe: new Stripe(CONTRACT_STRIPE_API_KEY, { apiVersion }),
      restart: async () => {},
      close: async () => {},
    };
  }
  const folder = await mkdtemp(join(tmpdir(), 'axiom-payments-'));
  const [port] = await freePorts(1);
  const [secretKey, publishableKey] = [`sk_test_${randomUUID()}`, `pk_test_${randomUUID()}`];
  const launch = () =>
    startPayments({
      STRIPE_PORT: String(port),
      STRIPE_DATA_DIR: folder,
      STRIPE_API_KEY: secretKey,
      STRIPE_PUBLISHABLE_KEY: publishableKey,
      ...env,
    });
  let running = await launch();
  return {
    url: running.url,
    secretKey,
    publishableKey,
    stripe: clientOf(secretKey, running.url),
    restart: async () => {
      await running.close(0);
      running = await launch();
    },
    close: async () => {
      await running.close(0);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The official library for the API at another address. */
function clientOf(key: string, url: string): Stripe {
  const { hostname, port, protocol } = new URL(url);
  return new Stripe(key, {
    apiVersion,
    host: hostname,
    port,
    protocol: protocol === 'http:' ? 'http' : 'https',
    maxNetworkRetries: 0,
  });
}

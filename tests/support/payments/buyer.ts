import Stripe from 'stripe';
import { installationEnv } from '../graph.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The address to which a provider's page sends the buyer back. No server listens there. */
export const returnUrl = 'https://shop.axiom.example/checkout/return';

/** The official library, for the payment provider with this environment: the simulator of the installation by default. */
export function stripeAt(env: Env = installationEnv()): Stripe {
  const { hostname, port } = new URL(env.STRIPE_API_URL as string);
  return new Stripe(env.STRIPE_API_KEY as string, { host: hostname, port, protocol: 'http', telemetry: false });
}

/** The PaymentIntent of a payment, which has the id of Medusa's payment session. */
export async function intentOf(paymentId: string, env?: Env): Promise<Stripe.PaymentIntent> {
  const { data } = await stripeAt(env).paymentIntents.search({ query: `metadata['session_id']:'${paymentId}'` });
  const [intent] = data;
  if (!intent) throw new Error(`There is no PaymentIntent for the payment ${paymentId}.`);
  return intent;
}

/**
 * Pays as the buyer's client does: with the publishable key and the client secret. The name of a test card is the payment method.
 * Returns what Stripe answers, also for a card that is declined.
 */
export async function payByCard(
  paymentId: string,
  card = 'pm_card_visa',
  env: Env = installationEnv(),
): Promise<PayAnswer> {
  const { id, client_secret } = await intentOf(paymentId, env);
  const response = await fetch(`${env.STRIPE_API_URL}/v1/payment_intents/${id}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.STRIPE_PUBLISHABLE_KEY}` },
    body: new URLSearchParams({ client_secret: client_secret ?? '', payment_method: card, return_url: returnUrl }),
  });
  return (await response.json()) as PayAnswer;
}

/** A PaymentIntent as a client sees it, or an error. */
export interface PayAnswer {
  status?: string;
  next_action?: { type: string; redirect_to_url?: { url: string } } | null;
  error?: { code: string; decline_code?: string };
}

/** Answers on the page of 3-D Secure or of a provider. Returns the address to which the buyer is sent back. */
export async function answerPage(url: string, outcome: 'accept' | 'refuse'): Promise<string | null> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
  return response.headers.get('location');
}

/** A command to the simulator: see `simulators/payments/pages/sandbox.ts`. */
export async function command(name: string, values: Record<string, string> = {}): Promise<void> {
  const { STRIPE_API_URL, STRIPE_API_KEY } = installationEnv();
  const response = await fetch(`${STRIPE_API_URL}/sandbox/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${STRIPE_API_KEY}` },
    body: new URLSearchParams(values),
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
}

/** How Medusa reaches Stripe. */
export interface StripeSettings {
  apiKey: string;
  webhookSecret: string;
  /** The address of the API: https://api.stripe.com, or the simulator's. */
  apiUrl: string;
}

/** The settings of STRIPE_API_KEY, STRIPE_WEBHOOK_SECRET and STRIPE_API_URL; undefined where there is no key. */
export function stripeSettings(env: Readonly<Record<string, string | undefined>>): StripeSettings | undefined {
  const { STRIPE_API_KEY: apiKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env;
  if (!apiKey) return undefined;
  if (!webhookSecret) throw new Error('STRIPE_API_KEY is set: set STRIPE_WEBHOOK_SECRET too.');
  return { apiKey, webhookSecret, apiUrl: env.STRIPE_API_URL || 'https://api.stripe.com' };
}

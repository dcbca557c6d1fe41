import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { updateRegionsWorkflow } from '@medusajs/medusa/core-flows';

/** Medusa's provider that authorizes every payment and charges nothing. */
const unpaid = 'pp_system_default';

const stripe = 'pp_stripe_stripe';

/**
 * Where Stripe is configured, lets regions offer it instead of Medusa's default provider, which sells without payment. Without
 * Stripe it only warns: regions that have offered Stripe keep it, so that nothing is given for nothing when the variable is lost.
 */
export async function offerStripe(container: MedusaContainer): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  if (!process.env.STRIPE_API_KEY) {
    logger.warn(
      'payment_not_configured: STRIPE_API_KEY is not set; regions with the default provider sell without payment',
    );
    return;
  }
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'region',
    fields: ['id', 'payment_providers.id'],
  });
  for (const { id, payment_providers } of data as unknown as Region[]) {
    const offered =
      payment_providers?.map((provider) => provider?.id).filter((provider) => provider !== undefined) ?? [];
    if (offered.includes(stripe) && !offered.includes(unpaid)) continue;
    const kept = offered.filter((provider) => provider !== unpaid && provider !== stripe);
    await updateRegionsWorkflow(container).run({
      input: { selector: { id }, update: { payment_providers: [stripe, ...kept] } },
    });
    logger.info(`payment_provider_offered: region ${id} offers ${stripe}`);
  }
}

interface Region {
  id: string;
  payment_providers?: ({ id: string } | undefined)[];
}

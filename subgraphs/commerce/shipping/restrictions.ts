import type { DeliveryRestriction } from '#generated/commerce.ts';
import { type CartRefusal, mergeRefusals, refuse } from '../cart-refusals.ts';

/** The reasons that the graph knows. */
const reasons = ['WILDLIFE', 'DANGEROUS_GOODS', 'PRODUCT_SAFETY', 'OTHER'] as const;

/** The maximum number of restrictions of a product. */
const maxRestrictions = 20;

/** The restrictions in the metadata of a product. What has no list of countries is left out: nothing enforces it. */
export function readRestrictions(from: unknown): DeliveryRestriction[] {
  if (!Array.isArray(from)) return [];
  return from.slice(0, maxRestrictions).flatMap((each: { [name: string]: unknown } | null) => {
    const { countries, reason, explanation } = each ?? {};
    if (!Array.isArray(countries) || !countries.every((code) => typeof code === 'string')) return [];
    return {
      countryCodes: countries,
      reason: reasons.find((known) => known === reason) ?? 'OTHER',
      explanation: typeof explanation === 'string' ? explanation : null,
    };
  });
}

/** Whether a product must not be delivered to a country. */
export function isRestricted(restrictions: readonly DeliveryRestriction[], countryCode: string | null): boolean {
  return restrictions.some(({ countryCodes }) => countryCode !== null && countryCodes.includes(countryCode));
}

/**
 * The refusal of variants that Medusa names; undefined for another message. Its field is that of a new address;
 * `explainUnavailable` replaces it where lines are sent.
 */
export function readRestricted(message: string): CartRefusal | undefined {
  const [, names, country = ''] = /^Variants (.+) may not be delivered to ([A-Z]{2})$/.exec(message) ?? [];
  if (!names) return undefined;
  const refusedVariants = names.split(', ');
  const field = ['buyer', 'shippingAddress', 'countryCode'];
  const errors = refusedVariants.map((id) =>
    refuse('DELIVERY_RESTRICTED', field, ['variantRestricted', { variantId: id, country }]),
  );
  return { ...mergeRefusals(errors), refusedVariants };
}

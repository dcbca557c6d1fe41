import type {
  CalculatedPriceSet,
  Context,
  IPricingModuleService,
  PricingContext,
  PricingFilters,
} from '@medusajs/framework/types';
import pricing, { discoveryPath } from '@medusajs/medusa/pricing';

const MedusaPricing = pricing.service as new (...needed: never[]) => IPricingModuleService;

/**
 * Medusa's pricing, but only the region decides whether prices include tax. Medusa uses the region's preference for prices
 * that were entered for that region, and the currency's preference for all others, so that the prices of one product could
 * include tax and those of another exclude it (medusajs/medusa#9906). A region without a preference uses the currency's.
 */
class RegionPricing extends MedusaPricing {
  override async calculatePrices(
    filters: PricingFilters,
    pricingContext: PricingContext = {},
    shared?: Context,
  ): Promise<CalculatedPriceSet[]> {
    const prices = await super.calculatePrices(filters, pricingContext, shared);
    const region = pricingContext.context?.region_id;
    if (typeof region !== 'string' || prices.length === 0) return prices;
    const [preference] = await this.listPricePreferences({ attribute: 'region_id', value: region }, {}, shared);
    if (!preference) return prices;
    const { is_tax_inclusive } = preference;
    return prices.map((price) => ({
      ...price,
      is_calculated_price_tax_inclusive: is_tax_inclusive,
      is_original_price_tax_inclusive: is_tax_inclusive,
    }));
  }
}

// Medusa reads the service of a module, like its models and migrations, from `discoveryPath`: the service is replaced there.
pricing.service = RegionPricing;

export { discoveryPath };
export default pricing;

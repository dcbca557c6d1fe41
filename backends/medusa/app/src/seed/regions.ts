import type { MedusaContainer } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import { createRegionsWorkflow, createTaxRegionsWorkflow, updateStoresWorkflow } from '@medusajs/medusa/core-flows';
import type { Region } from './catalogue';
import { missing } from './missing';

/**
 * Creates the regions with their currencies, countries and payment, and makes the first the store's default. Each
 * country gets a tax region. Prices of a region with taxes include them. Prices in a currency include tax for requests
 * without a region if all regions with that currency do.
 */
export async function seedRegions(container: MedusaContainer, regions: Region[]): Promise<void> {
  const [store] = await container.resolve(Modules.STORE).listStores({}, { take: 1 });
  const [defaultRegion] = regions;
  if (!store || !defaultRegion) throw new Error('The seed needs a store and at least one region.');
  const currencies = [...new Set(regions.map(currencyOf))];

  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        name: 'AXIOM',
        supported_currencies: currencies.map((currency_code, index) => ({
          currency_code,
          is_default: index === 0,
          is_tax_inclusive: regions.filter((region) => currencyOf(region) === currency_code).every(hasTaxesIncluded),
        })),
      },
    },
  });

  const added = await missing(container, 'region', regions);
  if (added.length === 0) return;
  await createRegionsWorkflow(container).run({
    input: { regions: added.map((region) => toRegion(region, defaultRegion)) },
  });
  await createTaxRegionsWorkflow(container).run({
    input: added.flatMap(({ countries, taxes = {} }) =>
      countries.map((country) => ({
        country_code: country.toLowerCase(),
        provider_id: 'tp_system',
        ...(taxes[country] && { default_tax_rate: toRate(country, taxes[country]) }),
      })),
    ),
  });
  await updateStoresWorkflow(container).run({
    input: { selector: { id: store.id }, update: { default_region_id: defaultRegion.id } },
  });
}

function toRate(country: string, { name, percent }: { name: string; percent: number }) {
  return { name, rate: percent, code: `${country}-${name}` };
}

function toRegion(region: Region, defaultRegion: Region) {
  return {
    id: region.id,
    name: region.name,
    currency_code: currencyOf(region),
    countries: region.countries.map((country) => country.toLowerCase()),
    is_tax_inclusive: hasTaxesIncluded(region),
    payment_providers: ['pp_system_default'],
    metadata: {
      default: region === defaultRegion,
      default_country: region.countries[0],
      duties_included: region.dutiesIncluded,
    },
  };
}

function hasTaxesIncluded({ taxes }: Region): boolean {
  return taxes !== undefined;
}

function currencyOf({ currency }: Region): string {
  return currency.toLowerCase();
}

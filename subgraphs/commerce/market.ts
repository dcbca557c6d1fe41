import type { Market } from '#kit/graph/market.ts';
import type { CountryRow, RegionRow } from './rows.ts';

/** A region of Medusa and one of its countries. */
export interface ResolvedMarket {
  region: RegionRow;
  country: CountryRow;
}

/**
 * The market of a response. The region is the first of these that exists: one with the requested currency
 * and country, one with the currency, one with the country, the default region, the first region. The country is the
 * requested one, or the region's default where it is in another region. Null when no region has a country.
 */
export function resolveMarket(requested: Market, regions: readonly RegionRow[]): ResolvedMarket | null {
  const open = regions.filter(({ defaultCountry }) => defaultCountry !== null);
  const inCurrency = open.filter(({ currencyCode }) => currencyCode === requested.currency);
  const region =
    inCurrency.find((each) => countryIn(each, requested)) ??
    inCurrency[0] ??
    open.find((each) => countryIn(each, requested)) ??
    open.find(({ isDefault }) => isDefault) ??
    open[0];
  const country = region && (countryIn(region, requested) ?? region.defaultCountry);
  return region && country ? { region, country } : null;
}

function countryIn({ countries }: RegionRow, requested: Market): CountryRow | undefined {
  return countries.find(({ code }) => code === requested.country);
}

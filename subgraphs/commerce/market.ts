import type { Market } from '#kit/graph/market.ts';
import type { CountryRow, RegionRow } from './rows.ts';

/** A market the house really has. */
export interface HouseMarket {
  region: RegionRow;
  country: CountryRow;
}

/**
 * The market that a request is answered for. The currency decides the region (where several share it, the one with
 * the country), else the country does, else the default region answers, or the first. A country that does not lie in
 * the region gives way to the one that leads there. Null when the house has no region with a country.
 */
export function marketFor(asked: Market, regions: readonly RegionRow[]): HouseMarket | null {
  const open = regions.filter(({ leadingCountry }) => leadingCountry !== null);
  const inCurrency = open.filter(({ currencyCode }) => currencyCode === asked.currency);
  const region =
    inCurrency.find((each) => countryIn(each, asked)) ??
    inCurrency[0] ??
    open.find((each) => countryIn(each, asked)) ??
    open.find(({ isDefault }) => isDefault) ??
    open[0];
  const country = region && (countryIn(region, asked) ?? region.leadingCountry);
  return region && country ? { region, country } : null;
}

function countryIn({ countries }: RegionRow, asked: Market): CountryRow | undefined {
  return countries.find(({ code }) => code === asked.country);
}

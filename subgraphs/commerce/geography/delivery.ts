import type { Market } from '#kit/graph/market.ts';
import type { ResolvedMarket } from '../market.ts';
import { isMore, type Money } from '../money.ts';
import type { DeliveryOptionRow } from '../rows.ts';

/** Delivery to the country of a visitor. */
export interface DeliveryRow {
  countryCode: string;
  isAvailable: boolean;
  options: PricedOption[];
  taxesIncluded: boolean | null;
  dutiesIncluded: boolean | null;
}

type PricedOption = Pick<DeliveryOptionRow, 'id' | 'name' | 'description' | 'workingDays'> & { price: Money | null };

/** The maximum number of options that are returned. */
const maxOptions = 20;

/**
 * What is delivered to the requested country, which may be one that it does not sell to; without one, to that of the
 * market. Orders of a market are delivered to the countries of its region.
 */
export function deliveryTo(
  requested: Market,
  { region, country }: ResolvedMarket,
  options: readonly DeliveryOptionRow[],
): DeliveryRow {
  const countryCode = requested.country ?? country.code;
  const isInRegion = region.countries.some(({ code }) => code === countryCode);
  const offered = isInRegion ? options.filter(({ countries }) => countries.includes(countryCode)) : [];
  if (offered.length === 0) {
    return { countryCode, isAvailable: false, options: [], taxesIncluded: null, dutiesIncluded: null };
  }
  const priced = offered.map(({ id, name, description, workingDays, prices }) => {
    const inCurrency = prices.filter(({ price }) => price.currencyCode === region.currencyCode);
    const found =
      inCurrency.find(({ regionId }) => regionId === region.id) ?? inCurrency.find(({ regionId }) => regionId === null);
    return { id, name, description, workingDays, price: found?.price ?? null };
  });
  return {
    countryCode,
    isAvailable: true,
    options: priced.sort(byPrice).slice(0, maxOptions),
    taxesIncluded: region.pricesIncludeTax,
    dutiesIncluded: region.dutiesIncluded,
  };
}

/** The cheapest first; those without a known price last, in their order. */
function byPrice(one: PricedOption, other: PricedOption): number {
  if (!one.price || !other.price) return Number(!one.price) - Number(!other.price);
  return Number(isMore(one.price, other.price)) - Number(isMore(other.price, one.price));
}

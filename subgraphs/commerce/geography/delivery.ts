import type { Market } from '#kit/graph/market.ts';
import type { ResolvedMarket } from '../market.ts';
import { isMore, type Money } from '../money.ts';
import type { DeliveryOptionRow, LocationRow } from '../rows.ts';
import { freeFromOf } from '../shipping/free-shipping.ts';

/** Delivery to the country of a visitor. */
export interface DeliveryRow {
  countryCode: string;
  isAvailable: boolean;
  options: PricedOption[];
  /** The stores in the country at which orders can be picked up. */
  pickupLocations: LocationRow[];
  taxesIncluded: boolean | null;
  dutiesIncluded: boolean | null;
}

type PricedOption = Pick<DeliveryOptionRow, 'id' | 'name' | 'description' | 'workingDays'> & {
  price: Money | null;
  freeFrom: Money | null;
};

/** The maximum number of options that are returned. */
const maxOptions = 20;

/** The maximum number of stores that are returned. */
const maxStores = 50;

/**
 * What is delivered to the requested country, which may be one that it does not sell to; without one, to that of the
 * market. Orders of a market are delivered to the countries of its region.
 */
export function deliveryTo(
  requested: Market,
  { region, country }: ResolvedMarket,
  options: readonly DeliveryOptionRow[],
  locations: readonly LocationRow[],
): DeliveryRow {
  const countryCode = requested.country ?? country.code;
  const isInRegion = region.countries.some(({ code }) => code === countryCode);
  const offered = isInRegion ? options.filter(({ countries }) => countries.includes(countryCode)) : [];
  const stores = new Set(offered.map(({ kind, locationId }) => kind === 'PICKUP' && locationId));
  const pickupLocations = locations.filter(({ id }) => stores.has(id)).slice(0, maxStores);
  const delivered = offered.filter(({ kind }) => kind === 'DELIVERY');
  if (delivered.length === 0) {
    return {
      ...{ countryCode, isAvailable: false, options: [], pickupLocations },
      ...{ taxesIncluded: null, dutiesIncluded: null },
    };
  }
  const priced = delivered.map((option) => {
    const { id, name, description, workingDays, prices } = option;
    const inCurrency = prices.filter(({ price }) => price.currencyCode === region.currencyCode);
    const found =
      inCurrency.find(({ regionId }) => regionId === region.id) ?? inCurrency.find(({ regionId }) => regionId === null);
    const freeFrom = freeFromOf(option, region.id, region.currencyCode);
    return { id, name, description, workingDays, price: found?.price ?? null, freeFrom };
  });
  return {
    countryCode,
    isAvailable: true,
    options: priced.sort(byPrice).slice(0, maxOptions),
    pickupLocations,
    taxesIncluded: region.pricesIncludeTax,
    dutiesIncluded: region.dutiesIncluded,
  };
}

/** The cheapest first; those without a known price last, in their order. */
function byPrice(one: PricedOption, other: PricedOption): number {
  if (!one.price || !other.price) return Number(!one.price) - Number(!other.price);
  return Number(isMore(one.price, other.price)) - Number(isMore(other.price, one.price));
}

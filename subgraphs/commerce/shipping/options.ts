import { loadVariants } from '../carts/unavailable-lines.ts';
import { storeStockFields } from '../medusa/fields.ts';
import type { Money } from '../money.ts';
import type { Products } from '../products/products.ts';
import { availableAt } from '../products/stock.ts';
import type { CartRow, DeliveryOptionRow, LocationRow, ShippingOptionRow, VariantRow } from '../rows.ts';
import type { Localized } from '../texts/localized.ts';
import type { ShippingPromise } from './estimate.ts';
import { freeFromOf } from './free-shipping.ts';

/** A shipping option of a cart with what it promises. */
export interface OfferedOption extends ShippingOptionRow, Localized {
  promise: ShippingPromise;
  freeFrom: Money | null;
  destination: CartRow['destination'];
  lines: CartRow['lines'];
  /** The variants of the lines with their stock; null where one is no longer sold. One call for all options. */
  variants(): Promise<(VariantRow | null)[]>;
}

/** The stock of a cart's lines at one location. */
export interface StoreStock {
  isInStock: boolean;
  lines: { lineId: string; available: number | null }[];
}

/**
 * The options that Medusa offers for a cart, with their promises: deliveries first, then pick-ups, each in Medusa's order.
 * `variantById` reads variants of the cart's region.
 */
export function offeredOptions(
  { lines, destination, regionId, cost }: CartRow,
  options: readonly ShippingOptionRow[],
  known: readonly DeliveryOptionRow[],
  locations: readonly LocationRow[],
  variantById: () => Products['variantById'],
): OfferedOption[] {
  let variants: Promise<(VariantRow | null)[]> | undefined;
  const offered = options.map((option): OfferedOption => {
    const details = known.find(({ id }) => id === option.id);
    return {
      ...option,
      // Medusa offers it in English.
      ...(details && { name: details.name, description: details.description }),
      ...(details?.inEnglish && { inEnglish: details.inEnglish }),
      promise: promiseOf(details, locations),
      freeFrom: details ? freeFromOf(details, regionId, cost.total.currencyCode) : null,
      ...{ destination, lines },
      variants: () => {
        variants ??= loadVariants(lines, variantById(), storeStockFields);
        return variants;
      },
    };
  });
  const isPickup = ({ promise }: OfferedOption) => Number(promise.kind === 'PICKUP');
  return offered.toSorted((one, other) => isPickup(one) - isPickup(other));
}

/** The stock of lines at a location. A variant of several lines needs the pieces of all of them. */
export function stockAt(
  locationId: string,
  lines: CartRow['lines'],
  variants: readonly (VariantRow | null)[],
): StoreStock {
  const wanted = new Map<string | null, number>();
  for (const { variantId, quantity } of lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  const found = lines.map(({ id, variantId }, index) => {
    const variant = variants[index];
    const available = variant ? (variant.isCounted ? availableAt(locationId, variant.stock) : null) : 0;
    const isEnough = available === null || variant?.isBackordered || available >= (wanted.get(variantId) ?? 0);
    return { lineId: id, available, isEnough };
  });
  return {
    isInStock: found.every(({ isEnough }) => isEnough),
    lines: found.map(({ lineId, available }) => ({ lineId, available })),
  };
}

/** What an option promises. An option that is newer than the cached ones promises a delivery at an unknown time. */
function promiseOf(option: DeliveryOptionRow | undefined, locations: readonly LocationRow[]): ShippingPromise {
  const location = locations.find(({ id }) => id === option?.locationId);
  const { countryCode, timeZone, cutOff } = location ?? {};
  return {
    kind: option?.kind ?? 'DELIVERY',
    locationId: location?.id ?? null,
    origin: countryCode && timeZone ? { countryCode, timeZone, cutOff: cutOff ?? null } : null,
    workingDays: option?.workingDays ?? null,
    dutiesIncluded: null,
    shipsFrom: null,
  };
}

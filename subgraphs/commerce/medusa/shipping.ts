import type { OpeningHours, Weekday } from '#generated/commerce.ts';
import { money } from '../money.ts';
import type { DeliveryOptionRow, LocationRow } from '../rows.ts';
import type { ShippingPromise } from '../shipping/estimate.ts';
import { isTimeZone } from '../shipping/local-time.ts';
import { toAddress } from './addresses.ts';
import type { MedusaDelivery, MedusaLocation, Metadata } from './responses.ts';

/** A stock location. Its metadata may have its position in degrees, time zone, cut-off and opening hours. */
export function toLocation({ id, name, address, metadata, fulfillment_sets: sets }: MedusaLocation): LocationRow {
  const [latitude, longitude] = [number(metadata?.latitude), number(metadata?.longitude)];
  return {
    id,
    name,
    countryCode: address?.country_code?.toUpperCase() ?? null,
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    address: address && toAddress(address),
    timeZone: timeZone(metadata?.time_zone),
    cutOff: timeOfDay(metadata?.cut_off),
    isPickupPoint: (sets ?? []).some((set) => set?.type === 'pickup'),
    openingHours: toOpeningHours(metadata?.opening_hours),
  };
}

/** A delivery option or a pick-up. Its data may have the working days that it needs. */
export function toDeliveryOption(from: MedusaDelivery): DeliveryOptionRow {
  const regional = ({ amount, currency_code, region_id }: MedusaDelivery['prices'][number]) => ({
    price: money(amount, currency_code),
    regionId: region_id,
  });
  return {
    id: from.id,
    name: from.name,
    description: from.description || null,
    kind: from.is_pickup ? 'PICKUP' : 'DELIVERY',
    locationId: from.location_id,
    countries: from.countries.map((code) => code.toUpperCase()),
    workingDays: toWorkingDays(from.data),
    prices: from.prices.map(regional),
    freeFrom: from.free_from.map(regional),
  };
}

/** What the data of a shipping method promises; of a method from before it had any, a delivery at an unknown time. */
export function toPromise(data: Metadata | undefined): ShippingPromise {
  const [countryCode, zone] = [text(data?.origin_country), timeZone(data?.time_zone)];
  return {
    kind: data?.kind === 'PICKUP' ? 'PICKUP' : 'DELIVERY',
    locationId: text(data?.location_id),
    origin: countryCode && zone ? { countryCode, timeZone: zone, cutOff: timeOfDay(data?.cut_off) } : null,
    workingDays: toWorkingDays(data ?? null),
    dutiesIncluded: typeof data?.duties_included === 'boolean' ? data.duties_included : null,
    shipsFrom: instant(data?.ships_from),
  };
}

function toWorkingDays(data: Metadata): { min: number; max: number } | null {
  const [min, max] = [days(data?.min_working_days), days(data?.max_working_days)];
  return min === null || max === null ? null : { min, max: Math.max(min, max) };
}

const weekdays: readonly Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** The maximum number of entries: three for each day. */
const maxOpenings = 21;

function toOpeningHours(from: unknown): OpeningHours[] {
  if (!Array.isArray(from)) return [];
  return from.slice(0, maxOpenings).flatMap((each: { [name: string]: unknown } | null) => {
    const weekday = weekdays[Number(each?.weekday) - 1];
    const [opensAt, closesAt] = [timeOfDay(each?.opens), timeOfDay(each?.closes)];
    return weekday && opensAt && closesAt ? { weekday, opensAt, closesAt } : [];
  });
}

/** The number of days that an operator has entered; a month at most, so that no calendar is read for years. */
function days(value: unknown): number | null {
  const found = number(value);
  return found !== null && Number.isInteger(found) && found >= 0 && found <= 31 ? found : null;
}

function timeOfDay(value: unknown): string | null {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : null;
}

/** Null for a name that `Intl` does not know, which an operator may have entered. */
function timeZone(value: unknown): string | null {
  return typeof value === 'string' && isTimeZone(value) ? value : null;
}

function instant(value: unknown): Date | null {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value) : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

import { localTime } from './local-time.ts';
import { addDays, isWorkingDay, type Place } from './working-days.ts';

/** What a buyer is promised of a shipping method: while choosing, and kept with the order. */
export interface ShippingPromise {
  kind: 'DELIVERY' | 'PICKUP';
  /** The stock location that it leaves or, for a pick-up, at which it waits. */
  locationId: string | null;
  origin: Origin | null;
  workingDays: { min: number; max: number } | null;
  /** Whether the buyer pays no import duties; null when unknown. */
  dutiesIncluded: boolean | null;
  /** Of an order: the release for which its pre-ordered pieces waited when it was placed; null where there was none, and for a cart. */
  shipsFrom: Date | null;
}

/** From where an order leaves, and until when on the same day. */
export interface Origin {
  countryCode: string;
  /** IANA. */
  timeZone: string;
  /** Local time, `HH:MM`. Null when unknown: orders leave on the next working day. */
  cutOff: string | null;
}

/** Calendar days, `YYYY-MM-DD`. */
export interface Estimate {
  earliest: string;
  latest: string;
}

/**
 * The days between which an order that is placed at `at` arrives or is ready for pick-up; null when the promise lacks the
 * working days or the origin. An order leaves on the day of `at` before the cut-off, else on the next working day of the
 * origin. Then only days count that are working days at the origin and at the destination.
 */
export function estimateDelivery(
  { kind, origin, workingDays }: Pick<ShippingPromise, 'kind' | 'origin' | 'workingDays'>,
  destination: Place,
  at: Date,
): Estimate | null {
  const local = origin && localTime(at, origin.timeZone);
  if (!local || !workingDays) return null;
  const home: Place = { countryCode: origin.countryCode, province: null };
  const places = kind === 'PICKUP' ? [home] : [home, destination];
  const isToday = origin.cutOff !== null && local.time < origin.cutOff;
  const leaves = workingDayFrom(isToday ? local.day : addDays(local.day, 1), [home]);
  return {
    earliest: afterWorkingDays(leaves, workingDays.min, places),
    latest: afterWorkingDays(leaves, workingDays.max, places),
  };
}

function afterWorkingDays(day: string, count: number, places: readonly Place[]): string {
  let reached = count === 0 ? workingDayFrom(day, places) : day;
  for (let counted = 0; counted < count; counted += 1) reached = workingDayFrom(addDays(reached, 1), places);
  return reached;
}

/** The first working day of all places that is not before `day`. */
function workingDayFrom(day: string, places: readonly Place[]): string {
  let reached = day;
  while (!places.every((place) => isWorkingDay(reached, place))) reached = addDays(reached, 1);
  return reached;
}

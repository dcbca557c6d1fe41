import Holidays from 'date-holidays';

/** A country, and the state or province where it is known. */
export interface Place {
  countryCode: string | null;
  province: string | null;
}

/**
 * Whether a calendar day (`YYYY-MM-DD`) is a working day at a place: no Saturday, no Sunday, no public holiday of the country
 * or, where it is known, of the state. Holidays are from `date-holidays`, with their substitute days.
 */
export function isWorkingDay(day: string, { countryCode, province }: Place): boolean {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return countryCode === null || !publicHolidays(countryCode, province, Number(day.slice(0, 4))).has(day);
}

/** The calendar day that is `count` days after another. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The states of a country by code; empty for a country that is unknown or has none. */
const states = new Map<string, Readonly<Record<string, string>>>();

/** Holidays by country, state and year: a few hundred sets of a dozen days at most. */
const known = new Map<string, ReadonlySet<string>>();

function publicHolidays(countryCode: string, province: string | null, year: number): ReadonlySet<string> {
  const state = province && Object.hasOwn(statesOf(countryCode), province) ? province : null;
  const key = `${countryCode} ${state} ${year}`;
  const found = known.get(key);
  if (found) return found;
  const calendar = state ? new Holidays(countryCode, state) : new Holidays(countryCode);
  const days = calendar.getHolidays(year).filter(({ type }) => type === 'public');
  const dates = new Set(days.map(({ date }) => date.slice(0, 10)));
  known.set(key, dates);
  return dates;
}

function statesOf(countryCode: string): Readonly<Record<string, string>> {
  const found = states.get(countryCode) ?? new Holidays().getStates(countryCode) ?? {};
  states.set(countryCode, found);
  return found;
}

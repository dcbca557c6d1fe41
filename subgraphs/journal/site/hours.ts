import type { Period, SpecialDay, Store } from './site.ts';

/** The hours of one day. */
export interface Day {
  date: string;
  /** Whether an exception decides them. */
  isSpecial: boolean;
  periods: Period[];
  note: string | null;
  translation?: SpecialDay['translation'];
}

type Hours = Pick<Store, 'timeZone' | 'week' | 'exceptions'>;

/** The hours of a calendar day, `YYYY-MM-DD`: those of its exception if it has one, otherwise those of its weekday. */
export function dayOf({ week, exceptions }: Hours, date: string): Day {
  const special = exceptions.find((exception) => exception.date === date);
  if (special)
    return { date, isSpecial: true, periods: special.periods, note: special.note, translation: special.translation };
  // A calendar day has the same weekday in every time zone.
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  const periods = week
    .filter((hours) => hours.weekday === weekday)
    .map(({ opensAt, closesAt }) => ({ opensAt, closesAt }));
  return { date, isSpecial: false, periods: periods.slice(0, 3), note: null };
}

/** The calendar day at a store at an instant, `YYYY-MM-DD`. */
export function dateAt({ timeZone }: Hours, instant: Date): string {
  return localTimeAt(timeZone, instant).date;
}

/** Whether a store is open at an instant: from the minute of opening until before the minute of closing. */
export function isOpenAt(store: Hours, instant: Date): boolean {
  const { date, time } = localTimeAt(store.timeZone, instant);
  return dayOf(store, date).periods.some(({ opensAt, closesAt }) => opensAt <= time && time < closesAt);
}

/** The exceptions from the calendar day of an instant on; at most 60. */
export function specialDaysFrom(store: Hours, instant: Date): Day[] {
  const today = dateAt(store, instant);
  return store.exceptions
    .filter(({ date }) => date >= today)
    .slice(0, 60)
    .map(({ date }) => dayOf(store, date));
}

/** Whether a text is the name of a time zone that this process knows. */
export function isTimeZone(name: string): boolean {
  try {
    return clockIn(name) !== undefined;
  } catch {
    return false;
  }
}

/** To create a formatter is slow. There are as many as time zones of stores. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  // The locale of Sweden writes dates as in ISO 8601.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** The date, `YYYY-MM-DD`, and the time of day, `HH:MM`, in a time zone. The year has four digits at least. */
function localTimeAt(timeZone: string, instant: Date): { date: string; time: string } {
  const [date = '', time = ''] = clockIn(timeZone).format(instant).split(' ');
  return { date, time };
}

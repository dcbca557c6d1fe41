/** The day and the time of day at a place: `2026-12-24` and `14:05`. Null for a time zone that `Intl` does not know. */
export function localTime(at: Date, timeZone: string): { day: string; time: string } | null {
  const format = formatOf(timeZone);
  if (!format) return null;
  const [day = '', time = ''] = format.format(at).split(' ');
  return { day, time };
}

/** Whether `Intl` knows a time zone. Operators enter the names. */
export function isTimeZone(timeZone: string): boolean {
  return formatOf(timeZone) !== null;
}

/** By time zone: making a format is slower than using it. As many as operators enter. */
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = makeFormat(timeZone);
  formats.set(timeZone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    // Swedish writes dates and times as ISO 8601 does.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  } catch {
    return null;
  }
}

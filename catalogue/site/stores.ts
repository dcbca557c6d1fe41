import type { SiteStore } from './types.ts';

const closed = (date: string, note: string) => ({ date, periods: [], note });

/** The days of a list of years: `MM-DD` with the reason. */
function everyYear(...days: [day: string, note: string][]) {
  return [2026, 2027, 2028, 2029, 2030].flatMap((year) => days.map(([day, note]) => closed(`${year}-${day}`, note)));
}

/** The stores of AXIOM. */
export const stores: SiteStore[] = [
  {
    id: 'store_paris',
    slug: 'paris',
    description: 'Two rooms and a repair bench behind a green door in the Marais.',
    location: 'sloc_paris',
    phone: '+33 1 70 36 00 00',
    email: 'paris@axiom.example',
    services: ['APPOINTMENT', 'ENGRAVING', 'PICK_UP', 'REPAIR', 'RETURN'],
    specialDays: [
      ...everyYear(
        ['01-01', 'New Year’s Day'],
        ['05-01', 'Labour Day'],
        ['07-14', 'Bastille Day'],
        ['12-25', 'Christmas'],
      ),
      { date: '2026-12-24', periods: [{ opens: '10:00', closes: '17:00' }], note: 'Christmas Eve' },
    ],
  },
  {
    id: 'store_new-york',
    slug: 'new-york',
    description: 'A long room with a skylight on Bond Street. Visits from Wednesday to Sunday.',
    location: 'sloc_new-york',
    phone: '+1 212 555 0142',
    email: 'newyork@axiom.example',
    services: ['APPOINTMENT', 'REPAIR', 'RETURN'],
    openingHours: [
      { weekdays: [3, 4, 5], opens: '11:00', closes: '19:00' },
      { weekdays: [6, 7], opens: '12:00', closes: '18:00' },
    ],
    specialDays: everyYear(['01-01', 'New Year’s Day'], ['07-04', 'Independence Day'], ['12-25', 'Christmas']),
  },
  {
    id: 'store_tokyo',
    slug: 'tokyo',
    description: 'Three floors of concrete and cedar in Minami-Aoyama, with a tea room for those who wait.',
    location: 'sloc_tokyo',
    phone: '+81 3 5555 0142',
    email: 'tokyo@axiom.example',
    services: ['APPOINTMENT', 'ENGRAVING', 'PICK_UP', 'REPAIR', 'RETURN'],
    specialDays: everyYear(
      ['01-01', 'New Year holidays'],
      ['01-02', 'New Year holidays'],
      ['01-03', 'New Year holidays'],
    ),
  },
];

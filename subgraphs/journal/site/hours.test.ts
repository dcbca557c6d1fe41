import { describe, expect, it } from '@jest/globals';
import { distanceOf, readPoint } from './distance.ts';
import { dateAt, dayOf, isOpenAt, isTimeZone, specialDaysFrom } from './hours.ts';

const hours = (opensAt: string, closesAt: string) => ({ opensAt, closesAt });
const store = {
  timeZone: 'Asia/Tokyo',
  week: [
    { weekday: 1, ...hours('09:00', '12:00') },
    { weekday: 1, ...hours('13:00', '24:00') },
    { weekday: 7, ...hours('11:00', '19:00') },
  ],
  exceptions: [
    { date: '2026-01-05', periods: [], note: 'Holiday' },
    { date: '2026-01-12', periods: [hours('10:00', '11:00')], note: null },
  ],
};

describe('The hours of a store', () => {
  it('of a day are those of its weekday, in the order of the day', () => {
    expect(dayOf(store, '2026-01-19')).toEqual({
      date: '2026-01-19',
      isSpecial: false,
      periods: [hours('09:00', '12:00'), hours('13:00', '24:00')],
      note: null,
    });
    expect(dayOf(store, '2026-01-20').periods).toEqual([]);
  });

  it('of a special day replace those of its weekday', () => {
    expect(dayOf(store, '2026-01-05')).toEqual({ date: '2026-01-05', isSpecial: true, periods: [], note: 'Holiday' });
    expect(dayOf(store, '2026-01-12').periods).toEqual([hours('10:00', '11:00')]);
    expect(specialDaysFrom(store, new Date('2026-01-05T15:00:00Z')).map(({ date }) => date)).toEqual(['2026-01-12']);
  });

  it.each([
    ['before it opens', '2026-01-18T23:59:59Z', false],
    ['in the minute of opening', '2026-01-19T00:00:00Z', true],
    ['in the minute of closing', '2026-01-19T03:00:00Z', false],
    ['in the last minute of a day', '2026-01-19T14:59:59Z', true],
    ['at midnight', '2026-01-19T15:00:00Z', false],
    ['on Sunday in its time zone, which is Saturday in others', '2026-01-18T02:00:00Z', true],
    ['on a holiday', '2026-01-05T01:00:00Z', false],
    ['within the hours of a special day', '2026-01-12T01:30:00Z', true],
  ])('say at an instant whether it is open: %s', (_, instant, expected) => {
    expect(isOpenAt(store, new Date(instant))).toBe(expected);
  });

  it('follow daylight saving time', () => {
    const paris = { ...store, timeZone: 'Europe/Paris' };

    expect(isOpenAt(paris, new Date('2026-03-23T08:00:00Z'))).toBe(true);
    expect(isOpenAt(paris, new Date('2026-03-30T07:00:00Z'))).toBe(true);
    expect(dateAt(paris, new Date('2026-03-29T22:30:00Z'))).toBe('2026-03-30');
  });

  it('need a time zone that exists', () => {
    expect(['Europe/Paris', 'Mars/Olympus', '', '__proto__'].map(isTimeZone)).toEqual([true, false, false, false]);
  });
});

describe('The distance of two points', () => {
  it.each([
    ['Paris and Tokyo', [48.86, 2.36], [35.66, 139.71], 9_715],
    ['two points on both sides of the line of dates', [0, 179.5], [0, -179.5], 111],
    ['the poles', [90, 0], [-90, 120], 20_015],
    ['a point and itself', [48.86, 2.36], [48.86, 2.36], 0],
  ] as const)('of %s is along a great circle', (_, [latitude, longitude], [toLatitude, toLongitude], kilometres) => {
    const distance = distanceOf({ latitude, longitude }, { latitude: toLatitude, longitude: toLongitude });

    expect(Math.round(distance)).toBe(kilometres);
  });

  it.each([
    [90.1, 0],
    [0, -180.1],
  ])('is refused for a point that is not on earth: %d, %d', (latitude, longitude) => {
    expect(() => readPoint({ latitude, longitude }, 'near')).toThrow('must be from');
  });
});

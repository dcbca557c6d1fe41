import { describe, expect, it } from '@jest/globals';
import { sharesOf } from './carbon.ts';
import type { Material } from './records.ts';

const made = (id: string, carbonKgPerKg: number) => ({ id, carbonKgPerKg }) as Material;
const footprint = { totalKg: 10, method: 'ISO 14067', boundary: 'CRADLE_TO_GATE', verifiedBy: null } as const;

describe('The shares of a footprint', () => {
  it('are mass times factor, largest first, in any order of the masses', () => {
    const [light, heavy] = [made('gold', 12_500), made('oak', 0.3)];

    expect(
      sharesOf(footprint, [
        { material: heavy, massGrams: 5_000 },
        { material: light, massGrams: 0.2 },
      ]),
    ).toEqual([
      { material: light, totalKg: 2.5, sharePercent: 25 },
      { material: heavy, totalKg: 1.5, sharePercent: 15 },
    ]);
  });

  it('are rounded to the milligram and to a hundredth of a percent', () => {
    expect(sharesOf(footprint, [{ material: made('silk', 0.1), massGrams: 33.333333333 }])).toMatchObject([
      { totalKg: 0.003333, sharePercent: 0.03 },
    ]);
  });

  it('are 0 percent of a footprint of 0', () => {
    expect(sharesOf({ ...footprint, totalKg: 0 }, [{ material: made('silk', 1), massGrams: 1 }])).toMatchObject([
      { totalKg: 0.001, sharePercent: 0 },
    ]);
  });
});

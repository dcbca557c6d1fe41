import type { LengthUnit } from '#generated/journal.ts';

const millimetresIn: Record<LengthUnit, number> = { MILLIMETRES: 1, CENTIMETRES: 10, INCHES: 25.4 };

/** A length in a unit, rounded to a hundredth of it. */
export function lengthIn(unit: LengthUnit, millimetres: number): number {
  return Math.round((millimetres / millimetresIn[unit]) * 100) / 100;
}

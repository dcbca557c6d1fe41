import { z } from 'zod';

/** The pauses between attempts, in milliseconds and separated by commas, with their default. */
export const pauses = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((list) => list.split(',').map(Number))
    .refine((all) => all.every((pause) => Number.isFinite(pause) && pause > 0), 'must be numbers of milliseconds');

/** A pause up to a fifth longer by chance, so that what failed together is not tried again together. */
export const lengthen = (pause: number): number => pause * (1 + 0.2 * Math.random());

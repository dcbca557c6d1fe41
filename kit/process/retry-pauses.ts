import { z } from 'zod';

/** The pauses between attempts, in milliseconds and separated by commas, with a default. */
export const pauses = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((list) => list.split(',').map(Number))
    .refine((all) => all.every((pause) => Number.isFinite(pause) && pause > 0), 'must be numbers of milliseconds');

/** The pause with random jitter of up to 20%, so that attempts that failed together are not retried together. */
export const lengthen = (pause: number): number => pause * (1 + 0.2 * Math.random());

import type { z } from 'zod';

/** The entries of a list in metadata that have a shape; empty for a value that is no list. */
export function validOnes<Row>(list: unknown, shape: z.ZodType<Row>): Row[] {
  return Array.isArray(list) ? list.flatMap((entry) => shape.safeParse(entry).data ?? []) : [];
}

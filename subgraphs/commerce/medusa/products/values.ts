import type { Metadata } from '../responses.ts';

/** The text; null for other values and for an empty text. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The number; null for other values. */
export function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** An object in metadata; empty for other values. */
export function part(metadata: Metadata | undefined, name: string): Record<string, unknown> {
  const value = metadata?.[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Sorted by rank. Rows without a rank come last; rows of equal rank keep their order. */
export function byRank<Row>(rows: readonly Row[], rank: (row: Row) => number | null | undefined): Row[] {
  return rows.toSorted(
    (one, other) => (rank(one) ?? Number.MAX_SAFE_INTEGER) - (rank(other) ?? Number.MAX_SAFE_INTEGER),
  );
}

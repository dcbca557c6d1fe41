import { z } from 'zod';
import type { Translation } from '../../site/site.ts';
import { hasText } from '../completeness.ts';
import type { Reports } from '../reports.ts';

/** A row of any document of the site: only its id and revision have known types. */
export type SiteRow = { id: string; revision: string } & Record<string, unknown>;

/** How the documents of a type are read, and what readers need of them. */
export interface DocumentShape {
  /** The fields in GROQ that `shape` reads, in addition to those of every document. */
  fields: string;
  shape: z.ZodType;
  /** The field in which each published document of the type differs from all others; null for a type without one. */
  key: 'slug' | 'handle' | 'path' | null;
}

/** The fields that every query of the site reads. */
export const siteFields = '"id": _id, "revision": _rev, "updatedAt": _updatedAt';

/** The fields that every row of the site has. */
export const base = { id: z.string(), updatedAt: z.string() };

/** A text that is not blank, and at most 1,000 characters long. */
export const words = z.string().max(1_000).refine(hasText);

/** The same, or null for a missing text and for a value of another type. */
export const optionalWords = words
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Translated texts; null for a value that is no object. */
export const translationOf = <Names extends string>(...names: Names[]) =>
  z
    .object(Object.fromEntries(names.map((name) => [name, optionalWords])) as Record<Names, typeof optionalWords>)
    .nullish()
    .catch(null)
    .transform((value): Translation<Names> => (value as Translation<Names>) ?? null);

/** An instant as RFC 3339 in UTC; null for a value that is none. */
export const optionalInstant = z
  .string()
  .refine((value) => !Number.isNaN(Date.parse(value)))
  .transform((value) => new Date(value).toISOString())
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Whether a list with a member that readers would not see is refused: see `publishable`. */
let isStrict = false;

/** The members of an array that have a type; the others are left out. Empty for a value that is not an array. */
export function listOf<Item>(item: z.ZodType<Item>, most: number) {
  return z.unknown().transform((value, context) => {
    const values = Array.isArray(value) ? value : [];
    const valid = values.flatMap((each) => {
      const { success, data } = item.safeParse(each);
      return success ? [data] : [];
    });
    const shown = valid.slice(0, most);
    const isWhole = shown.length === values.length && (Array.isArray(value) || value == null);
    if (isStrict && !isWhole) context.addIssue({ code: 'custom', message: 'Some members are not valid.' });
    return shown;
  });
}

/**
 * Whether readers would see all of a row. Its lists must be whole: readers see the valid members of a published list, but editors are to
 * know before they publish that a member would be left out.
 */
export function publishable(row: SiteRow, shape: z.ZodType): z.ZodSafeParseResult<unknown> {
  isStrict = true;
  try {
    return shape.safeParse(row);
  } finally {
    isStrict = false;
  }
}

/** The rows with all required fields; the others are reported with the names of the fields. */
export function shownRows<Row>(stored: SiteRow[], shape: z.ZodType<Row>, reports: Reports): Row[] {
  return stored.flatMap((row) => {
    const { success, data, error } = shape.safeParse(row);
    if (success) return [data];
    const missingFields = [...new Set(error.issues.map(({ path }) => String(path[0] ?? '')))];
    reports.incomplete([{ id: row.id, revision: row.revision, missingFields }]);
    return [];
  });
}

import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from '../database';
import { type Language, locales } from './language';

/** The names of a line in one language; what has none is missing, and `options` has an entry for each option of the product. */
interface Names {
  title?: string;
  variant_title?: string;
  options?: { name?: string; value?: string }[];
  /** English text → text, for the labels of what buyers write on a product. */
  terms?: Record<string, string>;
}

/** The names of a line: in English as `en`, and by locale, such as `fr-FR`. */
export type LineNames = Record<string, Names>;

/** Adds to the lines of a cart their names in English and in a language, as `names`. One query for all lines. */
export async function addNames(
  container: MedusaContainer,
  items: { variant_id?: string | null; names?: LineNames }[],
  language: Language,
): Promise<void> {
  const variants = items.flatMap(({ variant_id }) => variant_id ?? []);
  if (variants.length === 0) return;
  const { rows } = await database(container).raw<{ rows: { variant_id: string; names: LineNames }[] }>(
    'select variant_id, names from line_names(?, ?)',
    [[...new Set(variants)], locales[language]],
  );
  const byVariant = new Map(rows.map(({ variant_id, names }) => [variant_id, names]));
  for (const item of items) item.names = byVariant.get(item.variant_id ?? '') ?? {};
}

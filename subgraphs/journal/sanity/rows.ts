import { z } from 'zod';
import type { KeySlice } from '#kit/graph/connection.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Article, Artisan, ListPage } from '../content.ts';
import { isId } from '../ids.ts';
import { hasText } from './completeness.ts';
import { pictureOf } from './pictures.ts';
import { narrativeOf } from './portable-text.ts';
import type { IncompleteDocument, Reports } from './reports.ts';

/** A row from Sanity: only its id, revision and `missingFields` have known types. */
export type StoredRow = IncompleteDocument & Record<string, unknown>;

/** The result of a list query: see `listed` in `groq.ts`. */
export type StoredPage = Omit<ListPage<StoredRow>, 'hasMore'>;

const text = z.string().refine(hasText);
const optionalText = text
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);
const ids = z
  .array(z.unknown())
  .catch([])
  .transform((values) => values.filter(isId));
const instant = z
  .string()
  .refine((value) => !Number.isNaN(Date.parse(value)))
  .transform((value) => new Date(value).toISOString());

const author = z.object({ name: text, role: optionalText }).nullish().catch(null);
const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .nullish()
  .catch(null);
const atelier = z
  .object({ name: text, city: optionalText, countryCode: countryCode.transform((code) => code ?? null) })
  .nullish()
  .catch(null);

/** The optional parts of articles and artisans. Values of a wrong type count as missing. */
const parts = {
  article: z.object({ productIds: ids, artisanIds: ids, author, heroImage: z.unknown() }),
  artisan: z.object({ atelier, portrait: z.unknown() }),
};

const needs = {
  article: z.object({
    id: text,
    slug: text,
    title: text,
    mood: z.enum(['OBSIDIAN', 'CHROME', 'PAPER']),
    publishedAt: instant,
    updatedAt: instant,
  }),
  artisan: z.object({ id: text, slug: text, name: text, craft: text }),
};

/** The translations of articles and artisans, where the row has one. */
const translations = {
  article: z.object({ title: text, slug: text, role: optionalText, text: z.unknown() }),
  artisan: z.object({ craft: optionalText, text: z.unknown() }).catch({ craft: null, text: null }),
};

/** The article in a row, in a language if it is translated; null if a required field is missing or invalid. */
export function articleOf(row: StoredRow, language: Language): Article | null {
  const { data } = needs.article.safeParse(row);
  if (!data) return null;
  const english: Article = { ...data, ...articlePartsOf(row), language: 'EN' };
  const { data: translation } = translations.article.safeParse(row.translation);
  if (!translation) return english;
  const { title, slug, role, text } = translation;
  const author = english.author && { ...english.author, role: role ?? english.author.role };
  return { ...english, language, title, slug, author, text: narrativeOf(text) };
}

/** The optional parts of an article. They do not depend on its required fields. */
export function articlePartsOf(
  row: StoredRow,
): Pick<Article, 'author' | 'heroImage' | 'productIds' | 'artisanIds' | 'text'> {
  const { author, heroImage, ...lists } = parts.article.parse(row);
  return { ...lists, author: author ?? null, heroImage: pictureOf(heroImage), text: narrativeOf(row.text) };
}

/** The artisan in a row, in a language where it is translated; null if a required field is missing or invalid. */
export function artisanOf(row: StoredRow, language: Language): Artisan | null {
  const { data } = needs.artisan.safeParse(row);
  if (!data) return null;
  const { atelier, portrait } = parts.artisan.parse(row);
  const { craft, text } = translations.artisan.parse(row.translation);
  const biography = Array.isArray(text) && text.length > 0 ? text : null;
  return {
    ...data,
    craft: craft ?? data.craft,
    languages: { craft: craft ? language : 'EN', text: biography ? language : 'EN' },
    atelier: atelier ?? null,
    portrait: pictureOf(portrait),
    text: narrativeOf(biography ?? row.text),
  };
}

/** The rows of complete documents; the others are reported. */
export function completeRows<Row extends { id: string }>(
  stored: StoredRow[],
  rowOf: (row: StoredRow) => Row | null,
  reports: Reports,
): (Row & { revision: string })[] {
  return stored.flatMap((row) => {
    const complete = row.missingFields.length > 0 ? null : rowOf(row);
    if (!complete) reports.incomplete([row]);
    return complete ? { ...complete, revision: row.revision } : [];
  });
}

/** A page of articles, and whether more follow. The stored page has one row more than the page has in that case. */
export function articlePageOf(
  { rows, total }: StoredPage,
  { limit }: KeySlice,
  articleIn: (row: StoredRow) => Article | null,
  reports: Reports,
): ListPage<Article> {
  return { rows: completeRows(rows.slice(0, limit - 1), articleIn, reports), total, hasMore: rows.length === limit };
}

/** The first row of each slug by which rows were found; shared slugs are reported. */
export function firstOfEach<Row extends { id: string; foundBy: string; revision: string }>(
  rows: Row[],
  reports: Reports,
): Row[] {
  return [...Map.groupBy(rows, ({ foundBy }) => foundBy)].map(([slug, sharing]) => {
    if (sharing.length > 1) reports.sharedSlug(slug, sharing);
    return sharing[0] as Row;
  });
}

import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { GuideContent, SizeColumn, SizeGuide, SizeRow } from '../../guides/guides.ts';
import { text } from '../groq.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { base, type DocumentShape, listOf, optionalWords, translationOf, words } from '../site/rows.ts';
import { fieldTranslation } from '../translations.ts';
import { attachedTo, guideReader, optionalText } from './attachments.ts';

/** In millimetres: at least 1, which is above 0 in every unit also when it is rounded, and a hundred metres at most. */
const length = z.number().min(1).max(100_000);

const column: z.ZodType<SizeColumn> = z.object({ key: words, name: words, translation: translationOf('name') });
const storedMeasurement = z
  .object({ column: words, millimetres: length, to: length.nullish() })
  .refine(({ millimetres, to }) => !to || to >= millimetres);
const storedRow = z.object({
  ...{ key: words, size: words, valueKey: optionalWords, translation: translationOf('size') },
  measurements: listOf(storedMeasurement, 20),
});

const parts = {
  ...{ ...base, attachedTo, howToMeasure: optionalText, optionKey: optionalWords },
  translation: z
    .object({ title: optionalWords, howToMeasure: optionalText })
    .nullish()
    .catch(null)
    .transform((value) => value ?? null),
};
const columns = listOf(column, 10);
const rows = listOf(storedRow, 50);

const sizeGuide: z.ZodType<SizeGuide> = z
  .object({
    ...{ ...parts, handle: words, title: words },
    // Two columns with one key would show the same measurements.
    columns: columns.refine((all) => all.length > 0 && new Set(all.map(({ key }) => key)).size === all.length),
    rows: rows.refine(({ length }) => length > 0),
  })
  .transform(withRows);

/** The same, where words that are not written yet are empty. */
const draft: z.ZodType<SizeGuide> = z
  .object({ ...parts, handle: z.string().catch(''), title: z.string().catch(''), columns, rows })
  .transform(withRows);

/** Joins the measurements of each row with their columns. A column has the first measurement that names it. */
function withRows<Guide extends { optionKey: string | null; columns: SizeColumn[]; rows: z.infer<typeof storedRow>[] }>(
  guide: Guide,
): Omit<Guide, 'rows'> & { rows: SizeRow[] } {
  const rows = guide.rows.map(({ measurements, valueKey, ...row }) => ({
    ...row,
    // Where buyers choose the size, its name is the value of the option unless editors give another.
    valueKey: guide.optionKey === null ? null : (valueKey ?? row.size),
    measurements: guide.columns.flatMap((column) => {
      const found = measurements.find((each) => each.column === column.key);
      return found ? [{ column, millimetres: found.millimetres, to: found.to ?? null }] : [];
    }),
  }));
  return { ...guide, rows };
}

/** The fields of a size guide that are read. */
export const sizeGuideFields = (language: Language) => `
  handle, title, optionKey, attachedTo{products, collections, categories}, "howToMeasure": ${text('howToMeasure')},
  "columns": columns[]{key, name${fieldTranslation(language, 'name')}},
  "rows": rows[]{"key": _key, size, valueKey, measurements[]{column, millimetres, to}${fieldTranslation(language, 'size')}}${
    language === 'EN'
      ? ''
      : `, "translation": translations[language == "${language}"][0]{title, "howToMeasure": ${text('howToMeasure')}}`
  }`;

/** What a size guide needs to be published. */
export const sizeGuideShape: DocumentShape = { fields: sizeGuideFields('EN'), shape: sizeGuide, key: 'handle' };

/** The size guide in a row that may have no words yet. */
export function draftOfSizeGuide(row: object): SizeGuide {
  return draft.parse(row);
}

/** Reads the guides to sizes. */
export function createSizeGuides(
  run: RunQuery,
  reports: Reports,
  language: Language,
): Pick<GuideContent, 'sizeGuidesById' | 'sizeGuidesFor'> {
  const reader = guideReader(run, reports, { type: 'sizeGuide', fields: sizeGuideFields(language), shape: sizeGuide });
  return { sizeGuidesById: reader.byId, sizeGuidesFor: reader.attachedTo };
}

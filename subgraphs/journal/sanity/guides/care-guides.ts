import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { CareGuide, GuideContent } from '../../guides/guides.ts';
import { careSymbols } from '../../guides/symbols/symbols.ts';
import { text } from '../groq.ts';
import { narrativeOf } from '../portable-text.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { base, type DocumentShape, optionalWords, words } from '../site/rows.ts';
import { attachedTo, guideReader, optionalText } from './attachments.ts';

const parts = {
  ...{ ...base, attachedTo },
  symbols: z
    .array(z.unknown())
    .catch([])
    .transform((values) => careSymbols.filter((symbol) => values.includes(symbol)).slice(0, 10)),
  translation: z
    .object({ title: optionalWords, instructions: optionalText })
    .nullish()
    .catch(null)
    .transform((value) => value ?? null),
};
const instructions = z.array(z.unknown()).min(1).transform(narrativeOf);
const careGuide: z.ZodType<CareGuide> = z.object({ ...parts, handle: words, title: words, instructions });

/** The same, where words that are not written yet are empty. */
const draft: z.ZodType<CareGuide> = z.object({
  ...{ ...parts, handle: z.string().catch(''), title: z.string().catch('') },
  instructions: z.unknown().transform(narrativeOf),
});

/** The fields of a care guide that are read. */
export const careGuideFields = (language: Language) => `
  handle, title, symbols, attachedTo{products, collections, categories}, "instructions": ${text('instructions')}${
    language === 'EN'
      ? ''
      : `, "translation": translations[language == "${language}"][0]{title, "instructions": ${text('instructions')}}`
  }`;

/** What a care guide needs to be published. */
export const careGuideShape: DocumentShape = { fields: careGuideFields('EN'), shape: careGuide, key: 'handle' };

/** The care guide in a row that may have no words yet. */
export function draftOfCareGuide(row: object): CareGuide {
  return draft.parse(row);
}

/** Reads the guides for the care of products. */
export function createCareGuides(
  run: RunQuery,
  reports: Reports,
  language: Language,
): Pick<GuideContent, 'careGuidesById' | 'careGuidesFor'> {
  const reader = guideReader(run, reports, { type: 'careGuide', fields: careGuideFields(language), shape: careGuide });
  return { careGuidesById: reader.byId, careGuidesFor: reader.attachedTo };
}

import { z } from 'zod';
import type { AssetKind, CarbonBoundary, MaterialKind } from '#generated/provenance.ts';
import { defaultLanguage, type Language, languages } from '#kit/graph/languages/language.ts';
import { fileKinds } from '../assets/assets.ts';

/** The constraints on inputs in addition to their GraphQL types: see `schema/provenance.graphql`. */

const largest = 1e9;

/** Hashes of entries and PostgreSQL need well-formed Unicode. Control characters are refused, except for line breaks and tabs. */
const text = (most: number) =>
  z
    .string('Must not be null.')
    .trim()
    .min(1, 'Must not be empty.')
    .max(most, `Must have at most ${most} characters.`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refuses them
    .refine((value) => value.isWellFormed() && !/[\0-\x08\x0b-\x1f\x7f]/.test(value), 'Must be plain text.');

/** Normalised, so that names can be compared without case: Unicode NFC, single spaces. */
const materialName = text(200)
  .refine((value) => /[^\p{Default_Ignorable_Code_Point}\s]/u.test(value), 'Must have a visible character.')
  .transform((value) => value.normalize('NFC').replace(/\s+/g, ' '));

const id = z.string('Must not be null.').regex(/^[\w.-]{1,128}$/, 'Must be an id.');

const number = (least: number, most: number) => {
  const message = `Must be from ${least} to ${most}.`;
  return z.number('Must not be null.').min(least, message).max(most, message);
};

const amount = number(0, largest);
const above0 = (most: number) => z.number().gt(0, 'Must be above 0.').max(most, `Must be at most ${most}.`);
const coordinates = z.object({ latitude: number(-90, 90), longitude: number(-180, 180) }, 'Must not be null.');
const country = z.string('Must not be null.');

const carbonFootprint = z.object({
  totalKg: amount,
  method: text(200),
  boundary: z.custom<CarbonBoundary>(),
  verifiedBy: text(200)
    .nullish()
    .transform((verifier) => verifier ?? null),
});

const materialUse = z.object({
  materialId: id,
  sharePercent: above0(100).refine((share) => Number(share.toFixed(2)) === share, 'Must have at most two decimals.'),
  massGrams: above0(largest),
});

const materials = z
  .array(materialUse, 'Must not be null.')
  .min(1, 'Must have at least one material.')
  .max(50, 'Must have at most 50 materials.')
  .superRefine((uses, { addIssue }) => {
    const seen = new Set<string>();
    for (const [index, { materialId }] of uses.entries()) {
      if (seen.has(materialId))
        addIssue({ code: 'custom', path: [index, 'materialId'], message: 'Must be listed once.' });
      seen.add(materialId);
    }
    // In hundredths, to avoid floating-point errors.
    const total = uses.reduce((sum, { sharePercent }) => sum + Math.round(sharePercent * 100), 0) / 100;
    if (total === 100) return;
    const message = `The shares must add up to 100, not to ${total}.`;
    addIssue({ code: 'custom', message, params: { code: 'SHARES_NOT_WHOLE' } });
  });

/** A language other than English, whose texts are those of `fields`. */
const otherLanguage = (fields: string) =>
  z.custom<Language>().refine((language) => language !== defaultLanguage, `English texts are ${fields}.`);

/** Translations of which each language is listed once. */
const eachOnce = <Translation extends z.ZodType<{ language: Language }>>(translation: Translation) =>
  z
    .array(translation, 'Must not be null.')
    .max(languages.length, `Must have at most ${languages.length} translations.`)
    .superRefine((translations, { addIssue }) => {
      for (const [index, { language }] of translations.entries()) {
        const isFirst = translations.findIndex((one) => one.language === language) === index;
        if (!isFirst) addIssue({ code: 'custom', path: [index, 'language'], message: 'Must be listed once.' });
      }
    });

/** `MaterialTranslationInput`: a text that is null is removed, an omitted one stays. */
const materialTranslations = eachOnce(
  z.object({
    language: otherLanguage('`name` and `description`'),
    name: materialName.nullish(),
    description: text(2_000).nullish(),
  }),
);

/** `PlaceTranslationInput`, as the record keeps it. */
const placeTranslations = eachOnce(z.object({ language: otherLanguage('`place`'), place: text(200) })).transform(
  (translations) => Object.fromEntries(translations.map(({ language, place }) => [language, { place }])),
);

/** `ProvenanceCreateInput`. */
export const provenanceCreateShape = z.object({
  productId: id.startsWith('prod_', 'Must begin with `prod_`.'),
  originCoordinates: coordinates,
  place: text(200),
  placeTranslations: placeTranslations.optional(),
  countryCode: country,
  materials,
  carbonFootprint: carbonFootprint.nullish(),
  artisanId: id.nullish(),
  gtin: z.string().refine(isGtin, 'Must be a GTIN-14: 14 digits, the last one a valid check digit.'),
});

/** `ProvenanceCorrectInput`. Omitted fields are omitted from the value. */
export const provenanceCorrectShape = z.object({
  productId: id,
  reason: text(500),
  originCoordinates: coordinates.optional(),
  place: text(200).optional(),
  placeTranslations: placeTranslations.optional(),
  countryCode: country.optional(),
  materials: materials.optional(),
  carbonFootprint: carbonFootprint.nullish(),
  artisanId: id.nullish(),
});

/** `MaterialCreateInput`. */
export const materialCreateShape = z.object({
  name: materialName,
  kind: z.custom<MaterialKind>(),
  description: text(2_000).nullish(),
  originCoordinates: coordinates.nullish(),
  countryCode: country.nullish(),
  supplierId: id.nullish(),
  recycledPercent: number(0, 100),
  carbonKgPerKg: amount,
  translations: materialTranslations.optional(),
});

/** `MaterialUpdateInput`. Omitted fields are omitted from the value. */
export const materialUpdateShape = materialCreateShape.omit({ kind: true }).extend({
  id,
  name: materialName.optional(),
  recycledPercent: number(0, 100).optional(),
  carbonKgPerKg: amount.optional(),
});

/** `AssetUploadBeginInput`. */
export const assetUploadBeginShape = z
  .object({ productId: id, kind: z.custom<AssetKind>(), bytes: z.number(), sha256: z.string() })
  .superRefine(({ kind, bytes }, { addIssue }) => {
    const { mostBytes } = fileKinds[kind];
    if (bytes >= 1 && bytes <= mostBytes) return;
    addIssue({ code: 'custom', path: ['bytes'], message: `Must be from 1 to ${mostBytes}.` });
  });

/** Verifies the check digit of a GTIN-14: with digits in odd places weighted by 3, the sum is a multiple of 10. */
function isGtin(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false;
  return [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 3 : 1), 0) % 10 === 0;
}

import { z } from 'zod';
import type { AssetKind, CarbonBoundary, MaterialKind } from '#generated/provenance.ts';
import { fileKinds } from '../assets/assets.ts';

/** What a value may be beyond what its GraphQL type says: see `schema/provenance.graphql`. */

const largest = 1e9;

/** The hash of an entry, and PostgreSQL, need text that is well-formed; no page needs control characters but line breaks. */
const text = (most: number) =>
  z
    .string('Must not be null.')
    .trim()
    .min(1, 'Must not be empty.')
    .max(most, `Must have at most ${most} characters.`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .refine((value) => value.isWellFormed() && !/[\0-\x08\x0b-\x1f\x7f]/.test(value), 'Must be plain text.');

/** Stored as it is compared but for its case: in one Unicode form, with single spaces. */
const materialName = text(200)
  .refine((value) => /[^\p{Default_Ignorable_Code_Point}\s]/u.test(value), 'Must have a character that can be seen.')
  .transform((value) => value.normalize('NFC').replace(/\s+/g, ' '));

const id = z.string('Must not be null.').regex(/^[\w.-]{1,128}$/, 'Is not an id.');

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
        addIssue({ code: 'custom', path: [index, 'materialId'], message: 'Must be named once.' });
      seen.add(materialId);
    }
    // In hundredths, which add up without an error.
    const total = uses.reduce((sum, { sharePercent }) => sum + Math.round(sharePercent * 100), 0) / 100;
    if (total === 100) return;
    const message = `The shares must add up to 100, not to ${total}.`;
    addIssue({ code: 'custom', message, params: { code: 'SHARES_NOT_WHOLE' } });
  });

/** `ProvenanceCreateInput`. */
export const provenanceCreateShape = z.object({
  productId: id.startsWith('prod_', 'Must begin with `prod_`.'),
  originCoordinates: coordinates,
  place: text(200),
  countryCode: country,
  materials,
  carbonFootprint: carbonFootprint.nullish(),
  artisanId: id.nullish(),
  gtin: z.string().refine(isGtin, 'Must have 14 digits, the last of which checks the others.'),
});

/** `ProvenanceCorrectInput`. What is left out is left out of the value as well. */
export const provenanceCorrectShape = z.object({
  productId: id,
  reason: text(500),
  originCoordinates: coordinates.optional(),
  place: text(200).optional(),
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
});

/** `MaterialUpdateInput`. What is left out is left out of the value as well. */
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

/** A GTIN-14 ends in a check digit: digits in odd places count three times, and the sum is a multiple of ten. */
function isGtin(digits: string): boolean {
  if (!/^\d{14}$/.test(digits)) return false;
  return [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 3 : 1), 0) % 10 === 0;
}

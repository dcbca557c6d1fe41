import { z } from 'zod';
import type { LineAttributeRow, PersonalizationRow } from '../carts/line-attribute-rows.ts';
import { validOnes } from './products/valid-ones.ts';
import type { Metadata } from './responses.ts';

/** As the Medusa application reads them (`carts/personalizations.ts` there). */
const Personalization = z.object({
  key: z.string().regex(/^\w{1,50}$/),
  label: z.string().min(1),
  maxLength: z.int().min(1).max(500),
  allowedCharacters: z.string().nullish().default(null),
  isRequired: z.boolean().default(false),
});

const LineAttribute = z.object({ key: z.string(), label: z.string(), value: z.string() });

/** What a product offers, from its metadata. Invalid entries are left out. */
export function toPersonalizations(metadata: Metadata | undefined): PersonalizationRow[] {
  return validOnes(metadata?.personalizations, Personalization);
}

/** The attributes of a line, from its metadata, in the order of the product. */
export function toLineAttributes(metadata: Metadata | undefined): LineAttributeRow[] {
  return validOnes(metadata?.attributes, LineAttribute);
}

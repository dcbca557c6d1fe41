import { isDeepStrictEqual } from 'node:util';
import type { MedusaContainer } from '@medusajs/framework/types';
import { z } from '@medusajs/framework/zod';
import { type InvalidPart, refuseParts } from './invalid-parts';
import { type Personalization, personalizationsOf } from './personalizations';
import { readText } from './texts';

/** A text for a personalization of the product, with its label at the time when it was given. */
export interface LineAttribute {
  key: string;
  label: string;
  value: string;
}

/** The metadata of lines that clients may send. */
export const LineMetadata = z
  .object({
    attributes: z
      .array(z.object({ key: z.string(), value: z.string() }))
      .max(20)
      .optional(),
  })
  .strict()
  .nullish();

/** Pieces to add to a cart. Medusa adds them to an existing line only if its metadata are the same. */
export interface NewItem {
  variant_id: string;
  quantity: number;
  metadata?: Record<string, unknown> | null;
}

/**
 * The pieces with the attributes that their products allow, in the order of the product; pieces with equal attributes are one
 * item. Throws INVALID_DATA with the path of each wrong attribute.
 */
export async function readItems(container: MedusaContainer, items: readonly NewItem[]): Promise<NewItem[]> {
  const offered = await personalizationsOf(
    container,
    items.map(({ variant_id }) => variant_id),
  );
  const invalid: InvalidPart[] = [];
  const read = items.map((item, index) => {
    const attributes = readAttributes(
      item.metadata,
      offered.get(item.variant_id) ?? [],
      ['items', String(index)],
      invalid,
    );
    return { ...item, metadata: attributes.length > 0 ? { attributes } : {} };
  });
  refuseParts(invalid);
  return read.reduce<NewItem[]>((all, item) => {
    const same = all.find(
      (one) => one.variant_id === item.variant_id && isDeepStrictEqual(one.metadata, item.metadata),
    );
    if (same) same.quantity += item.quantity;
    else all.push(item);
    return all;
  }, []);
}

/** The metadata that replace those of a line of a variant: an empty text removes the attributes. Throws as `readItems`. */
export async function readLineMetadata(
  container: MedusaContainer,
  variantId: string,
  metadata: unknown,
): Promise<{ attributes: LineAttribute[] | '' }> {
  const offered = await personalizationsOf(container, [variantId]);
  const invalid: InvalidPart[] = [];
  const attributes = readAttributes(metadata, offered.get(variantId) ?? [], [], invalid);
  refuseParts(invalid);
  return { attributes: attributes.length > 0 ? attributes : '' };
}

/** The attributes in the order of the product. Adds what is wrong to `invalid`. */
function readAttributes(
  metadata: unknown,
  offered: readonly Personalization[],
  path: string[],
  invalid: InvalidPart[],
): LineAttribute[] {
  const sent = LineMetadata.safeParse(stripLabels(metadata));
  if (!sent.success) {
    const message = 'The metadata of a line are `attributes`: a list of at most 20 with `key` and `value`.';
    invalid.push({ code: 'INVALID', field: [...path, 'attributes'], message });
    return [];
  }
  const values = new Map<string, string>();
  for (const [index, { key, value }] of (sent.data?.attributes ?? []).entries()) {
    const field = [...path, 'attributes', String(index)];
    const personalization = offered.find((one) => one.key === key);
    const text = personalization ? readText(value, personalization) : '';
    if (!personalization) {
      const message = `The product does not offer the attribute ${JSON.stringify(key.slice(0, 50))}.`;
      invalid.push({
        code: 'ATTRIBUTE_UNKNOWN',
        field: [...field, 'key'],
        message,
        reason: ['attributeUnknown', { key: key.slice(0, 50) }],
      });
    } else if (values.has(key)) {
      invalid.push({
        code: 'INVALID',
        field: [...field, 'key'],
        message: 'The key occurs twice.',
        reason: 'attributeTwice',
      });
    } else if (typeof text === 'object') {
      invalid.push({ code: 'INVALID', field: [...field, 'value'], message: text.problem, reason: text.reason });
    }
    values.set(key, typeof text === 'string' ? text : '');
  }
  const missing = offered.find(({ key, isRequired }) => isRequired && !values.get(key));
  if (missing && invalid.length === 0) {
    const message = `The product requires the attribute ${JSON.stringify(missing.key)}.`;
    invalid.push({
      code: 'ATTRIBUTE_REQUIRED',
      field: [...path, 'attributes'],
      message,
      reason: ['attributeRequired', { key: missing.key }],
    });
  }
  return offered.flatMap(({ key, label }) => {
    const value = values.get(key);
    return value ? [{ key, label, value }] : [];
  });
}

/** Attributes as they were read from a line have labels, which the product decides. */
function stripLabels(metadata: unknown): unknown {
  const { attributes } = (metadata ?? {}) as { attributes?: unknown };
  if (!Array.isArray(attributes)) return metadata;
  return { ...(metadata as object), attributes: attributes.map((one) => ({ key: one?.key, value: one?.value })) };
}

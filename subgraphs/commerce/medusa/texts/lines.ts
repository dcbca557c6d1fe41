import { z } from 'zod';
import { defaultLanguage, type Language, languageOf } from '#kit/graph/languages/language.ts';
import type { LineAttributeRow } from '../../carts/line-attribute-rows.ts';
import type { LineTexts } from '../../carts/line-rows.ts';
import { toLineAttributes } from '../line-attributes.ts';
import type { MedusaLine, MedusaOrderLine, Metadata } from '../responses.ts';
import { locales, localize } from './translated.ts';

/** A name; undefined for what is none, so that the other names stay. */
const Name = z.string().optional().catch(undefined);

const Names = z.object({
  title: Name,
  variant_title: Name,
  options: z
    .array(z.object({ name: Name, value: Name }).catch({}))
    .optional()
    .catch(undefined),
  terms: z.record(z.string(), Name).optional().catch(undefined),
});

/** As the Medusa application stores and adds them (`carts/line-names.ts` there), by locale. */
const LineNames = z.record(z.string(), Names.optional().catch(undefined)).catch({});

/** The language of a cart or an order, from its metadata; English for those that were made before languages were kept. */
export function toLanguage(metadata: Metadata | undefined): Language {
  return languageOf(String(metadata?.language ?? '')) ?? defaultLanguage;
}

/**
 * The texts of a line in a language. Lines of carts have the names of the catalogue as it is now, lines of orders those of the time
 * of purchase; without them, such as in older orders, what Medusa has copied to the line in English.
 */
export function toLineTexts(from: MedusaLine & Partial<MedusaOrderLine>, language: Language): LineTexts {
  const names = LineNames.parse(from.names ?? from.metadata?.names);
  const { en } = names;
  const texts = language === defaultLanguage ? undefined : names[locales[language]];
  const options = en?.options ?? from.variant_option_values ?? [];
  const line: LineTexts = {
    title: en?.title ?? from.product_title ?? from.title,
    variantTitle: (en?.variant_title ?? from.variant_title) || null,
    selectedOptions: options.map(({ name = '', value = '' }, index) => {
      const selected = { name, value };
      localize(selected, { ...(texts && { texts: texts.options?.[index] ?? {} }) }, { name: 'name', value: 'value' });
      return selected;
    }),
    attributes: withLabels(from.metadata, texts),
  };
  localize(line, { ...(texts && { texts }) }, { title: 'title', variantTitle: 'variant_title' });
  return line;
}

/** What a buyer wrote for pieces that are in no line, with the labels in a language, which are those of the catalogue as it is now. */
export function toAttributeTexts(
  { attributes, names }: { attributes: unknown[]; names?: unknown },
  language: Language,
): LineAttributeRow[] {
  const texts = language === defaultLanguage ? undefined : LineNames.parse(names ?? {})[locales[language]];
  return withLabels({ attributes }, texts);
}

function withLabels(metadata: Metadata | undefined, texts: z.infer<typeof Names> | undefined): LineAttributeRow[] {
  return toLineAttributes(metadata).map((attribute) => {
    localize(attribute, { texts: { label: texts?.terms?.[attribute.label] } }, { label: 'label' });
    return attribute;
  });
}

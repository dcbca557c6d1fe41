import type { Language } from '#kit/graph/languages/language.ts';
import type { ProductRow } from '../../rows.ts';
import type { MedusaProduct } from '../products/responses.ts';
import { localizeCollection } from './lists.ts';
import { localizeMedia, localizeSwatch } from './presentation.ts';
import { localize, localizeHandle, type Translated } from './translated.ts';

/** The fields to read in addition, so that everything that is translated has its id. */
export function withTextFields(fields: readonly string[], language: Language): string[] {
  if (language === 'EN') return [...fields];
  const more = fields.flatMap((field) => {
    if (field === 'tags.value') return ['tags.id'];
    if (field === 'variants.title') return ['variants.id'];
    return field === 'options.values.value' || field === 'variants.options.value'
      ? ['options.id', 'options.values.id', 'options.values.value', 'options.values.rank']
      : [];
  });
  return [...new Set([...fields, ...more])].sort();
}

/** Gives a product and its variants their texts in a language. */
export function localizeProduct(row: ProductRow, from: MedusaProduct, language: Language, hasHandles: boolean): void {
  localizeHandle(row, from, hasHandles);
  if (language === 'EN') return;
  const english = { name: row.title, description: row.description };
  localize(row, from, { title: 'title', subtitle: 'subtitle', description: 'description' });
  localizeTags(row, from.tags ?? []);
  localizeOptions(row, from);
  localizeMedia(row, from, english);
  const terms = (from.texts?.terms ?? {}) as Record<string, unknown>;
  for (const offered of row.personalizations)
    localize(offered, { texts: { label: terms[offered.label] } }, { label: 'label' });
  for (const fact of row.specifications)
    localize(
      fact,
      { texts: { label: terms[fact.label], value: terms[fact.value] } },
      { label: 'label', value: 'value' },
    );
  for (const restriction of row.deliveryRestrictions)
    localize(
      restriction,
      { texts: { explanation: terms[restriction.explanation ?? ''] } },
      { explanation: 'explanation' },
    );
  if (row.collection && from.collection) localizeCollection(row.collection, from.collection, language, hasHandles);
}

function localizeTags(row: ProductRow, from: ({ value: string } & Translated)[]): void {
  if (from.length === 0) return;
  const texts = from.map(({ value, texts }) => (typeof texts?.value === 'string' ? texts.value : undefined) ?? value);
  const isWhole = from.every(({ texts }) => typeof texts?.value === 'string');
  row.tags = texts.sort();
  if (!isWhole) row.inEnglish = [...(row.inEnglish ?? []), 'tags'];
}

/** Translates options, and by them what variants have selected. */
function localizeOptions(row: ProductRow, from: MedusaProduct): void {
  const byEnglish = new Map<string, { texts?: Record<string, unknown>; values: Map<string, Translated> }>();
  for (const { title, values, texts } of from.options ?? [])
    byEnglish.set(title, {
      ...(texts && { texts }),
      values: new Map((values ?? []).map((each) => [each.value, each])),
    });
  for (const variant of row.allVariants) {
    const own = from.variants?.find(({ id }) => id === variant.id);
    localize(variant, own ?? {}, { title: 'title' });
    for (const selected of variant.selectedOptions) {
      const option = byEnglish.get(selected.name);
      const value = option?.values.get(selected.value)?.texts?.value;
      localize(selected, { texts: { name: option?.texts?.title, value } }, { name: 'name', value: 'value' });
    }
  }
  for (const option of row.options) {
    const found = byEnglish.get(option.name);
    const textOf = (value: string) => found?.values.get(value)?.texts?.value;
    for (const value of option.optionValues) {
      const english = value.name;
      localize(value, { texts: { name: textOf(english) } }, { name: 'name' });
      localizeSwatch(value, from, english);
    }
    const isWhole = option.values.every((value) => typeof textOf(value) === 'string');
    localize(option, found ?? {}, { name: 'title' });
    option.values = option.values.map((value) => String(textOf(value) ?? value));
    if (!isWhole) option.inEnglish = [...(option.inEnglish ?? []), 'values'];
  }
}

import type { MedusaContainer } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import { database } from '../database';
import type { Commerce, Image, Translated } from './catalogue';

interface Translation {
  reference: string;
  reference_id: string;
  locale_code: string;
  translations: Record<string, unknown>;
}

/** Translations made in one call. */
const batchSize = 500;

/**
 * Creates the translations that do not exist. Names of options, values, variants, tags, ways of delivery and regions are
 * translated by the terms; those of products that have no translation stay in English.
 */
export async function seedTranslations(container: MedusaContainer, commerce: Commerce): Promise<void> {
  const { rows: found } = await database(container).raw<{ rows: Pick<Translation, 'reference_id' | 'locale_code'>[] }>(
    'select reference_id, locale_code from translation where deleted_at is null',
  );
  const existing = new Set(found.map(({ reference_id, locale_code }) => `${locale_code} ${reference_id}`));
  const all: Translation[] = [];
  for (const [locale, texts] of Object.entries(commerce.translations ?? {})) {
    const of = (reference: string, by: Readonly<Record<string, object>>) =>
      Object.entries(by).map(([id, translations]) => ({
        reference,
        reference_id: id,
        translations: { ...translations },
      }));
    const added = [
      ...of('product', withTerms(commerce, texts)),
      ...of('product_collection', withPictureTerms(commerce.collections, texts.collections, texts.terms)),
      ...of('product_category', withPictureTerms(commerce.categories, texts.categories, texts.terms)),
      ...(await namesOf(container, texts)),
    ];
    all.push(...added.map((one) => ({ ...one, locale_code: locale })));
  }
  const missing = all.filter(({ locale_code, reference_id }) => !existing.has(`${locale_code} ${reference_id}`));
  const translation = container.resolve(Modules.TRANSLATION);
  for (let first = 0; first < missing.length; first += batchSize)
    await translation.createTranslations(missing.slice(first, first + batchSize));
}

/** The texts of products, with `terms`: those of the texts in their metadata. */
function withTerms({ products }: Commerce, { products: texts, terms }: Translated): Record<string, object> {
  const byId = new Map(products.map((product) => [product.id, product]));
  const own = Object.entries(texts).flatMap(([id, text]) => {
    const product = byId.get(id);
    if (!product) return [];
    const { personalizations = [], specifications = [], deliveryRestrictions = [], images = [] } = product;
    const english = [
      ...personalizations.map(({ label }) => label),
      ...specifications.flatMap(({ label, value }) => [label, value]),
      ...deliveryRestrictions.map(({ explanation }) => explanation),
      ...images.flatMap(({ alt }) => alt ?? []),
    ];
    return [[id, { ...text, ...termsOf(english, terms) }]];
  });
  return Object.fromEntries(own);
}

/** The texts of collections or categories, with `terms`: that of the picture in their metadata. */
function withPictureTerms(
  groups: readonly { id: string; image?: Image }[],
  texts: Readonly<Record<string, object>>,
  terms: Translated['terms'],
): Record<string, object> {
  const alts = new Map(groups.map(({ id, image }) => [id, image?.alt]));
  return Object.fromEntries(
    Object.entries(texts).map(([id, text]) => [id, { ...text, ...termsOf([alts.get(id) ?? []].flat(), terms) }]),
  );
}

/** Those of the terms that translate these English texts; nothing without any. */
function termsOf(english: readonly string[], terms: Translated['terms']): { terms?: Record<string, string> } {
  const used = english.flatMap((term) => (terms[term] === undefined ? [] : [[term, terms[term]] as const]));
  return used.length > 0 ? { terms: Object.fromEntries(used) } : {};
}

/** The tables with names, each with a query of their ids and English names for the products with these ids. */
const named: [reference: string, field: string, query: string][] = [
  [
    'product_option',
    'title',
    `select id, title as name from product_option
      where id in (select product_option_id from product_product_option where product_id = any(:ids))`,
  ],
  [
    'product_option_value',
    'value',
    `select id, value as name from product_option_value
      where option_id in (select product_option_id from product_product_option where product_id = any(:ids))`,
  ],
  ['product_variant', 'title', 'select id, title as name from product_variant where product_id = any(:ids)'],
  [
    'product_tag',
    'value',
    `select id, value as name from product_tag
      where id in (select product_tag_id from product_tags where product_id = any(:ids))`,
  ],
  ['shipping_option', 'name', 'select id, name from shipping_option where deleted_at is null'],
  [
    'shipping_option',
    'description',
    `select option.id, type.description as name from shipping_option as option
      join shipping_option_type as type on type.id = option.shipping_option_type_id
      where option.deleted_at is null and type.description is not null`,
  ],
  ['region', 'name', 'select id, name from region where deleted_at is null'],
];

async function namesOf(
  container: MedusaContainer,
  { products, terms }: Translated,
): Promise<Omit<Translation, 'locale_code'>[]> {
  const ids = Object.keys(products);
  const found = new Map<string, Omit<Translation, 'locale_code'>>();
  for (const [reference, field, query] of named) {
    const { rows } = await database(container).raw<{ rows: { id: string; name: string }[] }>(
      query,
      query.includes(':ids') ? { ids } : {},
    );
    for (const { id, name } of rows) {
      const text = translate(name, terms);
      if (text === undefined) continue;
      const others = found.get(id)?.translations;
      found.set(id, { reference, reference_id: id, translations: { ...others, [field]: text } });
    }
  }
  return [...found.values()];
}

/** A term, or several with slashes between them, as in the title of a variant; undefined where one has no translation. */
function translate(name: string, terms: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(terms, name)) return terms[name];
  const parts = name.split(' / ').map((part) => (Object.hasOwn(terms, part) ? terms[part] : undefined));
  return parts.length > 1 && parts.every((part) => part !== undefined) ? parts.join(' / ') : undefined;
}

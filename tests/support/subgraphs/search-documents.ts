import { catalogue } from '#catalogue/catalogue.ts';
import { type TranslationLanguage, translationLanguages } from '#catalogue/translations/types.ts';
import type { Catalogue, Product } from '#catalogue/types.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { ProductDocument } from '#subgraphs/search/indexing/documents/document.ts';
import { commercePart, journalPart, provenancePart } from '#subgraphs/search/indexing/documents/parts.ts';

/** The documents that the indexer creates from a catalogue in English, without a running installation. */
export function seededDocuments(of: Catalogue = catalogue): ProductDocument[] {
  return of.products.map((product, index) => documentOf(product, of, index, 'EN'));
}

/** The documents of the sample catalogue in another language, with English where it has no text. */
export function translatedDocuments(language: TranslationLanguage): ProductDocument[] {
  const { products, collections, categories, materials, articles, terms } = catalogue.translations[language];
  const term = (text: string) => terms[text] ?? text;
  const translated: Catalogue = {
    ...catalogue,
    products: catalogue.products.map((product) => ({
      ...product,
      ...products[product.id],
      tags: product.tags.map(term),
      options: product.options.map(({ name, values }) => ({ name: term(name), values: values.map(term) })),
    })),
    collections: catalogue.collections.map((one) => ({ ...one, ...collections[one.id], handle: one.handle })),
    categories: catalogue.categories.map((one) => ({ ...one, ...categories[one.id], handle: one.handle })),
    materials: catalogue.materials.map((one) => ({ ...one, name: materials[one.id]?.name ?? one.name })),
    articles: catalogue.articles.map((one) => ({ ...one, title: articles[one.id]?.title ?? one.title })),
  };
  return translated.products.map((product, index) => documentOf(product, translated, index, language));
}

function documentOf(
  product: Product,
  { categories, collections, materials, artisans, articles }: Catalogue,
  index: number,
  language: Language,
) {
  const category = (handle: string): CategoryNode => {
    const found = categories.find((one) => one.handle === handle);
    if (!found) throw new Error(`The catalogue has no category ${handle}.`);
    return {
      id: found.id,
      ...handlesOf('categories', found, language),
      name: found.name,
      parent: found.parent === undefined ? null : category(found.parent),
    };
  };
  const { artisan, place, countryCode, carbon } = product.provenance;
  // Tags of collections are in English.
  const tags = catalogue.products.find(({ id }) => id === product.id)?.tags ?? product.tags;
  const main = collections.filter(({ handle }) => handle === product.collection);
  const tagged = collections.filter(({ tag }) => tag !== undefined && tags.includes(tag));
  const market = (currencyCode: keyof Product['variants'][number]['prices']) => ({
    id: product.id,
    priceRange: {
      min: { amount: String(Math.min(...product.variants.map(({ prices }) => prices[currencyCode]))), currencyCode },
    },
    variants: {
      nodes: product.variants.map(({ sku, prices }, place) => ({
        sku,
        barcodes: [{ value: `952100010${String(index).padStart(2, '0')}${String(place).padStart(2, '0')}` }],
        availableForSale: true,
        price: { amount: String(prices[currencyCode]) },
        compareAtPrice: null,
      })),
    },
  });
  return {
    id: product.id,
    ...commercePart(
      {
        ...market('EUR'),
        title: product.title,
        subtitle: product.subtitle,
        description: product.description,
        tags: product.tags,
        createdAt: new Date(Date.UTC(2026, 0, 1) + index).toISOString(),
        collections: [...main, ...tagged].map((one) => ({ ...one, ...handlesOf('collections', one, language) })),
        categories: product.categories.map(category),
        options: product.options,
        deliveryRestrictions: (product.deliveryRestrictions ?? []).map(({ countries }) => ({
          countryCodes: countries,
        })),
      },
      [market('EUR'), market('JPY')],
    ),
    ...provenancePart(
      {
        id: product.id,
        passport: { gtin: product.gtin },
        provenance: {
          place,
          countryCode,
          carbonFootprint: carbon,
          materials: product.provenance.materials.map(({ material }) => {
            const found = materials.find(({ id }) => id === material);
            if (!found) throw new Error(`The catalogue has no material ${material}.`);
            return { material: found };
          }),
        },
      },
      language,
    ),
    ...journalPart({
      id: product.id,
      provenance: { artisan: artisans.find(({ id }) => id === artisan) ?? null },
      stories: { nodes: articles.filter(({ linkedProducts }) => linkedProducts.includes(product.id)) },
    }),
    salesRank: null,
  };
}

/** The handle of an object of the sample catalogue in a language, and those in all languages. */
function handlesOf(
  list: 'collections' | 'categories',
  { id, handle }: { id: string; handle: string },
  language: Language,
) {
  const inLanguage = (one: TranslationLanguage) =>
    (catalogue.translations[one][list] as Record<string, { handle: string } | undefined>)[id]?.handle ?? handle;
  return {
    handle: language === 'EN' ? handle : inLanguage(language),
    alternates: [handle, ...translationLanguages.map(inLanguage)].map((one) => ({ handle: one })),
  };
}

interface CategoryNode {
  id: string;
  handle: string;
  alternates: { handle: string }[];
  name: string;
  parent: CategoryNode | null;
}

import { catalogue } from '#catalogue/catalogue.ts';
import type { Catalogue, Product } from '#catalogue/types.ts';
import type { ProductDocument } from '#subgraphs/search/indexing/documents/document.ts';
import { commercePart, journalPart, provenancePart } from '#subgraphs/search/indexing/documents/parts.ts';

/** The documents that the indexer creates from a catalogue, without a running installation. */
export function seededDocuments(of: Catalogue = catalogue): ProductDocument[] {
  return of.products.map((product, index) => documentOf(product, of, index));
}

function documentOf(
  product: Product,
  { categories, collections, materials, artisans, articles }: Catalogue,
  index: number,
) {
  const category = (handle: string): CategoryNode => {
    const found = categories.find((one) => one.handle === handle);
    if (!found) throw new Error(`The catalogue has no category ${handle}.`);
    return { handle, name: found.name, parent: found.parent === undefined ? null : category(found.parent) };
  };
  const { artisan, place, countryCode, carbon } = product.provenance;
  const collection = collections.find(({ handle }) => handle === product.collection) ?? null;
  const market = (currencyCode: keyof Product['variants'][number]['prices']) => ({
    id: product.id,
    priceRange: {
      min: { amount: String(Math.min(...product.variants.map(({ prices }) => prices[currencyCode]))), currencyCode },
    },
    variants: {
      nodes: product.variants.map(({ sku, prices }) => ({
        sku,
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
        collection,
        categories: product.categories.map(category),
        options: product.options,
      },
      [market('EUR'), market('JPY')],
    ),
    ...provenancePart({
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
    }),
    ...journalPart({
      id: product.id,
      provenance: { artisan: artisans.find(({ id }) => id === artisan) ?? null },
      stories: { nodes: articles.filter(({ linkedProducts }) => linkedProducts.includes(product.id)) },
    }),
  };
}

interface CategoryNode {
  handle: string;
  name: string;
  parent: CategoryNode | null;
}

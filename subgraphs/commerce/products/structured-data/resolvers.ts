import type { GraphQLResolveInfo } from 'graphql';
import { badInput } from '#kit/graph/errors.ts';
import { reportFallback } from '#kit/graph/languages/fallbacks.ts';
import { orPartial } from '#kit/graph/server/partial.ts';
import type { StructuredData } from '#kit/graph/structured-data/json-ld.ts';
import type { Context } from '../../context.ts';
import type { CategoryRow, CollectionRow, ProductRow } from '../../rows.ts';
import type { SaleDates } from '../presentation-rows.ts';
import {
  type Addresses,
  categoryData,
  collectionData,
  type PageAddress,
  productData,
  trailsOf,
} from './structured-data.ts';

/** `Product.structuredData`. For any number of products: one call for the categories, and one for sales where there are any. */
export async function productStructuredData(
  product: ProductRow,
  pages: Pages,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<StructuredData> {
  const addresses = addressesOf(pages, context);
  const isReduced = product.allVariants.some(({ compareAtPrice }) => compareAtPrice !== null);
  const [market, sales, tree] = await Promise.all([
    context.market(),
    isReduced ? orPartial(context.request, 'Product.structuredData: dates of sales', context.sales, none) : none,
    product.categoryIds.length > 0 ? context.categories() : null,
  ]);
  const trails = tree ? trailsOf(product.categoryIds, tree) : [];
  reportEnglish([product, ...product.allVariants, ...trails.flat()], context, info);
  return productData(product, { market, sales, trails, returnDays: context.returnDays, addresses });
}

const none: ReadonlyMap<string, SaleDates> = new Map();

/** `Category.structuredData`. */
export async function categoryStructuredData(
  category: CategoryRow,
  pages: Pages,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<StructuredData> {
  const addresses = addressesOf(pages, context);
  const ancestors = (await context.categories()).ancestors(category.id);
  reportEnglish([category, ...ancestors], context, info);
  return categoryData(category, ancestors, addresses);
}

/** `Collection.structuredData`. */
export function collectionStructuredData(
  collection: CollectionRow,
  pages: Pages,
  context: Context,
  info: GraphQLResolveInfo,
): StructuredData {
  reportEnglish([collection], context, info);
  return collectionData(collection, addressesOf(pages, context));
}

/** Where the pages of a site are: URLs with `{handle}` in place of the handle. */
interface Pages {
  productUrl?: string | null;
  categoryUrl?: string | null;
  collectionUrl?: string | null;
}

/** Throws BAD_USER_INPUT for what is not an absolute URL with `{handle}`. */
function addressesOf(pages: Pages, { pictureUrls }: Context): Addresses {
  const address = (name: keyof Pages): PageAddress => {
    const template = pages[name];
    if (template == null) return () => null;
    if (
      template.length > longestUrl ||
      !template.includes('{handle}') ||
      !isWebUrl(template.replaceAll('{handle}', 'x'))
    )
      throw badInput(
        `\`${name}\` must be an absolute http or https URL with \`{handle}\`, at most ${longestUrl} characters.`,
        name,
      );
    return ({ handle }) => template.replaceAll('{handle}', encodeURIComponent(handle));
  };
  return {
    picture: (picture) => pictureUrls.urlOf(picture, null),
    product: address('productUrl'),
    category: address('categoryUrl'),
    collection: address('collectionUrl'),
  };
}

/** The most characters of a URL with `{handle}`. */
const longestUrl = 500;

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

/** The texts of rows that structured data contain. */
const shown = ['title', 'name', 'description'];

function reportEnglish(
  rows: readonly { inEnglish?: readonly string[] }[],
  { request }: Context,
  info: GraphQLResolveInfo,
): void {
  if (rows.some(({ inEnglish }) => inEnglish?.some((field) => shown.includes(field)))) reportFallback(request, info);
}

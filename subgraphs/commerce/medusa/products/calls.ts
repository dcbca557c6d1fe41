import type { Slice } from '#kit/graph/connection.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { CategoryRow, CollectionRow, ProductRow } from '../../rows.ts';
import { handlesField } from '../fields.ts';
import { type ProductConditions, type ProductQuery, type RowsByHandle, sortOrders, toParameters } from '../queries.ts';
import type { MedusaCategory, MedusaCollection } from '../responses.ts';
import { toCategory, toCollection, toProduct } from '../rows.ts';
import { unavailable } from '../send.ts';
import { localizeCategory, localizeCollection } from '../texts/lists.ts';
import { localizeProduct, withTextFields } from '../texts/products.ts';
import { textsHeader } from '../texts/translated.ts';
import type { MedusaProduct } from './responses.ts';

/** Calls for products, collections and categories. */
export interface ProductCalls {
  /** Products that are for sale. */
  products(query: ProductQuery): Promise<RowsByHandle<ProductRow>>;
  /** Collections in the order of their titles. */
  collections(
    query: Pick<ProductConditions, 'ids' | 'handles'> & { page: Slice },
  ): Promise<RowsByHandle<CollectionRow>>;
  /** All categories that are public. */
  categories(): Promise<CategoryRow[]>;
}

/** Reads one part of the response of a route of the store. */
type Get = <Body extends object, Otherwise = never>(
  path: string,
  part: keyof Body & string,
  query: object,
  otherwise?: (cause: unknown) => Otherwise,
  headers?: Record<string, string>,
) => Promise<Body | Otherwise>;

/** Calls for products, collections and categories, with their texts in a language. */
export function productCalls(get: Get, language: Language): ProductCalls {
  return {
    products: async ({ fields, page, sort, deliverableFirst, regionId, countryCode, ...query }) => {
      const hasHandles = fields.includes(handlesField);
      const read = withTextFields(
        fields.filter((field) => field !== handlesField),
        language,
      );
      const { products, count, aliases } = await get<Listed & { products: MedusaProduct[] }>(
        'products',
        'products',
        {
          ...toParameters(query),
          ...sliceOf(page),
          fields: ['id', ...read].join(),
          order: sort && sortOrders[sort],
          region_id: regionId,
          country_code: countryCode?.toLowerCase(),
        },
        unavailable,
        {
          ...textsHeader(language, hasHandles),
          ...(deliverableFirst && { 'x-axiom-deliverable-first': deliverableFirst }),
        },
      );
      const rows = products.map((product) => {
        const row = toProduct(product);
        localizeProduct(row, product, language, hasHandles);
        return row;
      });
      return { rows, totalCount: count, byHandle: byHandle(products, rows, aliases) };
    },

    collections: async (query) => {
      const { collections, count, aliases } = await get<Listed & { collections: MedusaCollection[] }>(
        'collections',
        'collections',
        {
          ...toParameters(query),
          ...sliceOf(query.page),
          fields: 'id,handle,title,metadata,updated_at',
          order: 'title',
        },
        unavailable,
        textsHeader(language, true),
      );
      const rows = collections.map((collection) => {
        const row = toCollection(collection);
        localizeCollection(row, collection, language, true);
        return row;
      });
      return { rows, totalCount: count, byHandle: byHandle(collections, rows, aliases) };
    },

    categories: async () => {
      const { product_categories } = await get<{ product_categories: MedusaCategory[] }>(
        'product-categories',
        'product_categories',
        {
          fields: 'id,handle,name,description,parent_category_id,rank,metadata,updated_at',
          limit: maxRows,
        },
        unavailable,
        textsHeader(language, true),
      );
      return product_categories.map((category) => {
        const row = toCategory(category);
        localizeCategory(row, category, language);
        return row;
      });
    },
  };
}

/** A page of objects. `aliases`: handles in the request that are translated, and the English ones that these mean. */
interface Listed {
  count: number;
  aliases?: Record<string, string>;
}

/** The rows by the English handles of their objects, by their own, and by those in the request. */
function byHandle<Row extends { handle: string }>(
  found: readonly { handle?: string }[],
  rows: readonly Row[],
  aliases: Readonly<Record<string, string>> = {},
): Map<string, Row> {
  const byEnglish = new Map(found.flatMap(({ handle }, index) => (handle ? [[handle, rows[index] as Row]] : [])));
  const named = Object.entries(aliases).flatMap(([alias, english]) => {
    const row = byEnglish.get(english);
    return row ? [[alias, row] as const] : [];
  });
  return new Map([...named, ...byEnglish] as [string, Row][]);
}

/** Maximum number of rows of a list that is read without pages. */
const maxRows = 1_000;

/** Only the page parameters: Medusa refuses unknown ones. */
export function sliceOf({ offset, limit }: Slice): Slice {
  return { offset, limit };
}

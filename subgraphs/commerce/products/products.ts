import DataLoader from 'dataloader';
import type { ProductFilter } from '#generated/commerce.ts';
import { type Connection, connection, type Page, type Slice } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import type { ResolvedMarket } from '../market.ts';
import { type Medusa, maxKeysPerCall } from '../medusa/client.ts';
import { handleField, priceField, taxField, variantIdField } from '../medusa/fields.ts';
import type { MedusaSort, ProductConditions, ProductQuery, RowsByHandle } from '../medusa/queries.ts';
import type { ProductRow, VariantRow } from '../rows.ts';
import type { CategoryTree } from './categories.ts';

/** A product or variant to read: its key and the fields that the operation needs (`neededFields`). */
export interface ProductKey {
  key: string;
  fields: readonly string[];
}

/** Loads rows by key; null where there is none. */
export type ProductLoader<Row> = DataLoader<ProductKey, Row | null, string>;

/** A page of products to read. */
export interface ProductPageKey {
  conditions: ProductConditions;
  sort: MedusaSort;
  /** Products that may be delivered to this country come first; null where it does not matter. */
  deliverableFirst: string | null;
  page: Page;
  fields: readonly string[];
}

/** Reads products and variants. All keys of one tick are one call to Medusa for each loader. */
export interface Products {
  byId: ProductLoader<ProductRow>;
  byHandle: ProductLoader<ProductRow>;
  variantById: ProductLoader<VariantRow>;
  page(key: ProductPageKey): Promise<Connection<ProductRow>>;
}

/** The market whose prices are read. Without a country, or where its taxes depend on a province, prices have no taxes. */
export type PricedFor = { region: { id: string }; country?: ResolvedMarket['country'] };

/** Reads of products for one request. `pricedFor` returns the market whose prices are read; null reads no prices. */
export function createProducts(medusa: Medusa, pricedFor: () => Promise<PricedFor | null>): Products {
  const read = async (query: Omit<ProductQuery, 'regionId' | 'countryCode'>): Promise<RowsByHandle<ProductRow>> => {
    if (!query.fields.includes(priceField)) return medusa.products(query);
    const priced = await pricedFor();
    if (!priced) return medusa.products({ ...query, fields: query.fields.filter((field) => field !== priceField) });
    const isTaxed = query.fields.includes(taxField) && priced.country && !priced.country.hasTaxesByProvince;
    return medusa.products({
      ...query,
      regionId: priced.region.id,
      ...(isTaxed && { countryCode: priced.country?.code }),
    });
  };

  return {
    byId: productLoader(async (ids, fields) => {
      const { rows } = await read({ ids, fields, page: pageOf(ids) });
      return new Map(rows.map((product) => [product.id, product]));
    }),
    byHandle: productLoader(async (handles, fields) => {
      const { byHandle } = await read({ handles, fields: [...fields, handleField], page: pageOf(handles) });
      return byHandle;
    }),
    variantById: productLoader(async (variantIds, fields) => {
      const { rows } = await read({ variantIds, fields: [...fields, variantIdField], page: pageOf(variantIds) });
      return new Map(rows.flatMap(({ allVariants }) => allVariants.map((variant) => [variant.id, variant] as const)));
    }),
    page: async ({ conditions, page, ...query }) => {
      if (matchesNothing(conditions)) return connection([], page, 0);
      const { rows, totalCount } = await read({ ...conditions, page, ...query });
      return connection(rows, page, totalCount);
    },
  };
}

/** Whether a list of the conditions is empty, so that no product can match. */
export function matchesNothing(conditions: ProductConditions): boolean {
  return Object.values(conditions).some((condition) => Array.isArray(condition) && condition.length === 0);
}

/** Maximum number of values of each condition of `ProductFilter`. */
const maxValues = { ids: 100, handles: 100, collections: 20, categories: 20, tags: 20 } as const;

/**
 * Resolves the handles and tags of a filter to ids. Handles and tags that do not exist match nothing.
 * Throws BAD_USER_INPUT when a list is longer than the schema allows.
 */
export async function toConditions(
  filter: ProductFilter,
  medusa: Medusa,
  categories: () => Promise<CategoryTree>,
): Promise<ProductConditions> {
  for (const [name, max] of Object.entries(maxValues) as [keyof typeof maxValues, number][]) {
    const isLonger = (filter[name]?.length ?? 0) > max;
    if (isLonger) throw badInput(`\`filter.${name}\` may list ${max} at most.`, `filter.${name}`);
  }
  const { ids, handles, createdAfter, updatedAfter } = filter;
  const [collectionIds, categoryIds, tagIds] = await Promise.all([
    resolve(filter.collections, async (handles) => {
      const { rows } = await medusa.collections({ handles, page: pageOf(handles) });
      return rows.map(({ id }) => id);
    }),
    resolve(filter.categories, async (handles) => {
      const tree = await categories();
      return [...new Set(handles.flatMap((handle) => tree.idsWithDescendants(tree.byHandle(handle)?.id ?? '')))];
    }),
    resolve(filter.tags, medusa.tagIds),
  ]);
  return { ids, handles, createdAfter, updatedAfter, collectionIds, categoryIds, tagIds };
}

async function resolve(
  names: readonly string[] | null | undefined,
  toIds: (names: readonly string[]) => Promise<string[]>,
): Promise<string[] | undefined> {
  if (!names) return undefined;
  return names.length === 0 ? [] : toIds(names);
}

/** Reads all keys of one tick with one call, with all fields that any of them needs. */
function productLoader<Row>(
  read: (keys: string[], fields: string[]) => Promise<ReadonlyMap<string, Row>>,
): ProductLoader<Row> {
  return new DataLoader(
    async (requested) => {
      const keys = new Set(requested.map(({ key }) => key));
      const fields = new Set(requested.flatMap((each) => each.fields));
      const rows = await read([...keys], [...fields].sort());
      return requested.map(({ key }) => rows.get(key) ?? null);
    },
    { maxBatchSize: maxKeysPerCall, cacheKeyFn: ({ key, fields }) => `${key} ${fields.join()}` },
  );
}

/** One page that contains every key. */
function pageOf(keys: readonly string[]): Slice {
  return { offset: 0, limit: keys.length };
}

import DataLoader from 'dataloader';
import type { ProductFilter, ProductSort } from '#generated/commerce.ts';
import { type Connection, connection, type Page, type Slice } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import type { HouseMarket } from '../market.ts';
import { type Medusa, mostKeysACall } from '../medusa/client.ts';
import { priceField, taxField } from '../medusa/fields.ts';
import type { ProductConditions, ProductQuery, Rows } from '../medusa/queries.ts';
import type { ProductRow, VariantRow } from '../rows.ts';
import type { CategoryTree } from './categories.ts';

/** A product or variant to read: which one, and what of it (`neededFields`). */
export interface Wanted {
  key: string;
  fields: readonly string[];
}

export type WantedLoader<Row> = DataLoader<Wanted, Row | null, string>;

/** A page of products to read. */
export interface WantedPage {
  conditions: ProductConditions;
  sort: ProductSort;
  page: Page;
  fields: readonly string[];
}

/** Reads of products. Whatever is asked for within one tick is one call to Medusa for each loader. */
export interface Products {
  byId: WantedLoader<ProductRow>;
  byHandle: WantedLoader<ProductRow>;
  variantById: WantedLoader<VariantRow>;
  page(wanted: WantedPage): Promise<Connection<ProductRow>>;
}

/** Where prices are for. Without a country, or where taxes follow from more than it, they are told without their taxes. */
export type PricedFor = { region: { id: string }; country?: HouseMarket['country'] };

/** Prepares reads of products for one request; `pricedFor` tells whose prices to show. */
export function readProducts(medusa: Medusa, pricedFor: () => Promise<PricedFor | null>): Products {
  const read = async (query: Omit<ProductQuery, 'regionId' | 'countryCode'>): Promise<Rows<ProductRow>> => {
    if (!query.fields.includes(priceField)) return medusa.products(query);
    const at = await pricedFor();
    if (!at) return medusa.products({ ...query, fields: query.fields.filter((field) => field !== priceField) });
    const isTaxed = query.fields.includes(taxField) && at.country && !at.country.hasTaxesByProvince;
    return medusa.products({ ...query, regionId: at.region.id, ...(isTaxed && { countryCode: at.country?.code }) });
  };

  return {
    byId: wantedLoader(async (ids, fields) => {
      const { rows } = await read({ ids, fields, page: whole(ids) });
      return new Map(rows.map((product) => [product.id, product]));
    }),
    byHandle: wantedLoader(async (handles, fields) => {
      const { rows } = await read({ handles, fields: [...fields, 'handle'], page: whole(handles) });
      return new Map(rows.map((product) => [product.handle, product]));
    }),
    variantById: wantedLoader(async (variantIds, fields) => {
      const { rows } = await read({ variantIds, fields: [...fields, 'variants.id'], page: whole(variantIds) });
      return new Map(rows.flatMap(({ allVariants }) => allVariants.map((variant) => [variant.id, variant] as const)));
    }),
    page: async ({ conditions, sort, page, fields }) => {
      const isVoid = Object.values(conditions).some((condition) => Array.isArray(condition) && condition.length === 0);
      if (isVoid) return connection([], page, 0);
      const { rows, totalCount } = await read({ ...conditions, sort, page, fields });
      return connection(rows, page, totalCount);
    },
  };
}

/** Most values a condition of `ProductFilter` may list. */
const mostValues = { ids: 100, handles: 100, collections: 20, categories: 20, tags: 20 } as const;

/**
 * Turns a filter into Medusa's conditions. Handles and tags that do not exist match nothing.
 * Throws BAD_USER_INPUT when a list is longer than the schema allows.
 */
export async function toConditions(
  filter: ProductFilter,
  medusa: Medusa,
  categories: () => Promise<CategoryTree>,
): Promise<ProductConditions> {
  for (const [name, most] of Object.entries(mostValues) as [keyof typeof mostValues, number][]) {
    const isLonger = (filter[name]?.length ?? 0) > most;
    if (isLonger) throw badInput(`\`filter.${name}\` may list ${most} at most.`, `filter.${name}`);
  }
  const { ids, handles, createdAfter, updatedAfter } = filter;
  const [collectionIds, categoryIds, tagIds] = await Promise.all([
    resolve(filter.collections, async (wanted) => {
      const { rows } = await medusa.collections({ handles: wanted, page: whole(wanted) });
      return rows.map(({ id }) => id);
    }),
    resolve(filter.categories, async (wanted) => {
      const tree = await categories();
      return [...new Set(wanted.flatMap((handle) => tree.within(tree.byHandle(handle)?.id ?? '')))];
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

/** Asks once for all keys of one tick, for all fields that any of them wants. */
function wantedLoader<Row>(
  read: (keys: string[], fields: string[]) => Promise<ReadonlyMap<string, Row>>,
): WantedLoader<Row> {
  return new DataLoader(
    async (wanted) => {
      const keys = new Set(wanted.map(({ key }) => key));
      const fields = new Set(wanted.flatMap((each) => each.fields));
      const rows = await read([...keys], [...fields].sort());
      return wanted.map(({ key }) => rows.get(key) ?? null);
    },
    { maxBatchSize: mostKeysACall, cacheKeyFn: ({ key, fields }) => `${key} ${fields.join()}` },
  );
}

function whole(keys: readonly string[]): Slice {
  return { offset: 0, limit: keys.length };
}

import { Client, FetchError } from '@medusajs/js-sdk';
import type { Slice } from '#kit/graph/connection.ts';
import { backendError, badInput, holding } from '#kit/graph/errors.ts';
import type { CategoryRow, Changes, CollectionRow, LocationRow, OrderRow, ProductRow, RegionRow } from '../rows.ts';
import { type CartCalls, cartCalls, type Send } from './carts.ts';
import type { ReportDifference } from './costs.ts';
import { type CustomerCalls, customerCalls } from './customers.ts';
import { toOrder } from './purchases.ts';
import { conditions, orderFields, orders, type ProductConditions, type ProductQuery, type Rows } from './queries.ts';
import type {
  MedusaCategory,
  MedusaCollection,
  MedusaLocation,
  MedusaOrder,
  MedusaProduct,
  MedusaRegion,
} from './responses.ts';
import { toCategory, toCollection, toLocation, toProduct, toRegion } from './rows.ts';

/** Ids or handles that one call may carry: Medusa takes them in the address, which Node limits to 16 KB. */
export const mostKeysACall = 100;

/** What can be read from Medusa. Everything rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when it cannot be had. */
export interface Medusa {
  /** Products that are for sale. */
  products(query: ProductQuery): Promise<Rows<ProductRow>>;
  /** By title. */
  collections(query: Pick<ProductConditions, 'ids' | 'handles'> & { page: Slice }): Promise<Rows<CollectionRow>>;
  /** All categories that are public. */
  categories(): Promise<CategoryRow[]>;
  /** The ids of the tags with these values. */
  tagIds(values: readonly string[]): Promise<string[]>;
  /** The oldest first. */
  regions(): Promise<RegionRow[]>;
  /** All stock locations. */
  locations(): Promise<LocationRow[]>;
  /** Carts, as the customer whom Medusa gave the token to, or as nobody. */
  carts(token?: string): CartCalls;
  /** A token of Medusa's own for the customer whose session this token is of. */
  exchange(sessionToken: string): Promise<string>;
  /** The customer whom Medusa gave the token to. */
  customer(token: string): CustomerCalls;
  /** An order, for whoever may see it. */
  order(id: string): Promise<OrderRow | null>;
  /** Those of these orders that the customer placed whom Medusa gave the token to. */
  ownOrders(ids: readonly string[], token: string): Promise<OrderRow[]>;
  /** One page of all their orders, the newest first. */
  orders(page: Slice, token: string): Promise<Rows<OrderRow>>;
  /** What changed after the cursor; the empty cursor starts now. Rejects with BAD_USER_INPUT for one that Medusa did not give. */
  changes(after: string, limit: number): Promise<Changes>;
  /** Resolves when Medusa answers. */
  check(): Promise<void>;
}

/**
 * Prepares calls to the Medusa at `url`; those made for one `signal` end with it. With the service's token they are not
 * limited, and may read past Medusa's cache. `report` is called with carts and orders whose parts do not make their total.
 */
export function connectMedusa(
  url: string,
  publishableKey: string,
  serviceToken?: string,
  report?: ReportDifference,
): (signal: AbortSignal, isUncached?: boolean) => Medusa {
  const client = new Client({
    baseUrl: url,
    publishableKey,
    auth: { type: 'jwt', jwtTokenStorageMethod: 'nostore' },
    globalHeaders: serviceToken ? { 'x-axiom-service': serviceToken } : {},
  });

  return (signal, isUncached = false) => {
    const uncached: Record<string, string> = isUncached ? { 'cache-control': 'no-store' } : {};
    const get = <Answer extends object, Otherwise = never>(
      path: string,
      part: keyof Answer & string,
      query: object,
      otherwise: (cause: unknown) => Otherwise = unavailable,
      headers: Record<string, string> = {},
    ) =>
      client
        .fetch<Answer>(`/store/${path}`, { query, headers: { ...uncached, ...headers }, signal })
        .then(holding(part))
        .catch(otherwise);
    const send =
      (token?: string): Send =>
      (method, path, query, body) =>
        client.fetch(`/store/${path}`, { method, query, body, headers: token ? bearer(token) : {}, signal });
    const listOrders = (query: object, token: string) =>
      get<{ orders: MedusaOrder[]; count: number }>(
        'orders',
        'orders',
        { ...query, fields: orderFields },
        unavailable,
        bearer(token),
      );

    return {
      products: async ({ fields, page, sort, regionId, countryCode, ...query }) => {
        const { products, count } = await get<{ products: MedusaProduct[]; count: number }>('products', 'products', {
          ...conditions(query),
          ...sliceOf(page),
          fields: ['id', ...fields].join(),
          order: sort && orders[sort],
          region_id: regionId,
          country_code: countryCode?.toLowerCase(),
        });
        return { rows: products.map(toProduct), totalCount: count };
      },

      collections: async (query) => {
        const { collections, count } = await get<{ collections: MedusaCollection[]; count: number }>(
          'collections',
          'collections',
          {
            ...conditions(query),
            ...sliceOf(query.page),
            fields: 'id,handle,title,metadata',
            order: 'title',
          },
        );
        return { rows: collections.map(toCollection), totalCount: count };
      },

      categories: async () => {
        const { product_categories } = await get<{ product_categories: MedusaCategory[] }>(
          'product-categories',
          'product_categories',
          {
            fields: 'id,handle,name,description,parent_category_id,rank',
            limit: most,
          },
        );
        return product_categories.map(toCategory);
      },

      tagIds: async (values) => {
        const query = { value: values, fields: 'id', limit: values.length };
        const { product_tags } = await get<{ product_tags: { id: string }[] }>('product-tags', 'product_tags', query);
        return product_tags.map(({ id }) => id);
      },

      regions: async () => {
        const { regions } = await get<{ regions: MedusaRegion[] }>('markets', 'regions', {});
        return regions.map(toRegion);
      },

      locations: async () => {
        const { stock_locations } = await get<{ stock_locations: MedusaLocation[] }>(
          'stock-locations',
          'stock_locations',
          {},
        );
        return stock_locations.map(toLocation);
      },

      carts: (token) => cartCalls(send(token), report),

      exchange: async (sessionToken) => {
        const init = { method: 'POST', body: { token: sessionToken }, signal };
        const { token } = await client
          .fetch<{ token: string }>('/auth/customer/axiom', init)
          .then(holding('token'))
          .catch(unavailable);
        return token;
      },

      customer: (token) => customerCalls(send(token)),

      order: async (id) => {
        type Answer = { order: MedusaOrder };
        const answer = await get<Answer, null>(`orders/${id}`, 'order', { fields: orderFields }, absent);
        return answer && toOrder(answer.order, report);
      },

      // Of the list, which holds the customer's own: one by one, Medusa shows an order to anyone who knows its id.
      ownOrders: async (ids, token) => {
        const { orders } = await listOrders({ id: ids, limit: ids.length }, token);
        return orders.map((order) => toOrder(order, report));
      },

      orders: async (page, token) => {
        const { orders, count } = await listOrders({ ...sliceOf(page), order: '-created_at' }, token);
        return { rows: orders.map((order) => toOrder(order, report)), totalCount: count };
      },

      changes: async (after, limit) => {
        type Answer = { product_ids: string[]; cursor: string; has_more: boolean };
        const { product_ids, cursor, has_more } = await get<Answer>(
          'changes',
          'product_ids',
          { after, limit },
          notACursor,
        );
        return { productIds: product_ids, cursor, hasMore: has_more };
      },

      check: async () => {
        await client.fetch<Response>('/health', { headers: { accept: 'text/plain' }, signal }).catch(unavailable);
      },
    };
  };
}

/** Rows of a list that is small by nature: categories, regions. */
const most = 1_000;

/** Medusa refuses unknown parameters. */
function sliceOf({ offset, limit }: Slice): Slice {
  return { offset, limit };
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function unavailable(cause: unknown): never {
  throw backendError('Medusa', cause);
}

function absent(cause: unknown): null {
  return hasStatus(cause, 404) ? null : unavailable(cause);
}

function notACursor(cause: unknown): never {
  if (hasStatus(cause, 400)) throw badInput('`after` is not a cursor of the changes.', 'after');
  return unavailable(cause);
}

function hasStatus(cause: unknown, status: number): boolean {
  return cause instanceof FetchError && cause.status === status;
}

import { byId } from '#kit/graph/loader.ts';
import type { ContextOf, SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { isCustomer } from '#kit/graph/viewer.ts';
import type { Log } from '#kit/process/log.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';
import type { Once } from '#kit/stores/idempotency.ts';
import { type Carts, cartsOver } from './carts/carts.ts';
import type { CustomerTokens } from './customers/customer-tokens.ts';
import { type Own, ownOf } from './customers/customers.ts';
import { type HouseMarket, marketFor } from './market.ts';
import type { CartCalls } from './medusa/carts.ts';
import type { Medusa } from './medusa/client.ts';
import type { OrderTokens } from './orders/order-tokens.ts';
import { type Orders, ordersFor } from './orders/orders.ts';
import { type CategoryTree, categoryTree } from './products/categories.ts';
import { readShelves, type Shelves } from './products/product-lists.ts';
import { type Products, readProducts } from './products/products.ts';
import type { CategoryRow, CollectionRow, LocationRow, RegionRow } from './rows.ts';

/**
 * What all requests share. Regions and locations change seldom: they are at most a minute old. While Medusa cannot be
 * reached, these and the categories are served as they were last read.
 */
export interface House {
  regions(): Promise<RegionRow[]>;
  categoryRows(): Promise<CategoryRow[]>;
  locations(): Promise<LocationRow[]>;
  /** Where pictures lie whose address is relative. */
  mediaUrl: string;
  orderTokens: OrderTokens;
  once: Once;
}

/** What one request to commerce carries. */
export interface Commerce extends House {
  medusa: Medusa;
  /** The market the request is answered for, noted in `request.answered`; null when the house sells nowhere. */
  market(): Promise<HouseMarket | null>;
  categories(): Promise<CategoryTree>;
  collections: { byId: Loader<CollectionRow>; byHandle: Loader<CollectionRow> };
  products: Products;
  own: Own;
  carts: Carts;
  /** Carts at Medusa, as the viewer sees them. */
  cartCalls(): Promise<CartCalls>;
  orders: Orders;
  shelves: Shelves;
}

export type Context = ContextOf<Commerce>;

type Loader<Row> = ReturnType<typeof byId<Row>>;

/** Prepares what all requests share. A call for it belongs to no single request, so it has its own deadline. */
export function openHouse(
  connect: (signal: AbortSignal) => Medusa,
  mediaUrl: string,
  attempts: Pick<House, 'orderTokens' | 'once'>,
  log: Log,
): House {
  const minute = 60_000;
  const medusa = () => connect(AbortSignal.timeout(3_000));
  const stale = (what: string) => (err: unknown) =>
    log.warn({ err }, `Medusa cannot be reached; ${what} are served as they were last read`);
  return {
    regions: memoizeTtl(() => medusa().regions(), minute, stale('regions')),
    locations: memoizeTtl(() => medusa().locations(), minute, stale('stock locations')),
    // Read at each request: a new name is shown, and indexed, from the next request on.
    categoryRows: memoizeTtl(() => medusa().categories(), 0, stale('categories')),
    mediaUrl: mediaUrl.replace(/\/?$/, '/'),
    ...attempts,
  };
}

/** Prepares one request: what it reads twice is read once. */
export function openRequest(request: SubgraphRequest, medusa: Medusa, tokens: CustomerTokens, house: House): Commerce {
  const { market: asked, answered, viewer } = request;
  const customer = async () => medusa.customer(await tokens(request));
  const cartCalls = once(async () => medusa.carts(isCustomer(viewer) ? await tokens(request) : undefined));
  const market = once(async () => {
    const found = marketFor(asked, await house.regions());
    if (found) Object.assign(answered, { country: found.country.code, currency: found.region.currencyCode });
    return found;
  });
  const products = readProducts(medusa, market);
  const variantsIn = (id: string | null) =>
    readProducts(medusa, async () => (id === null ? null : { region: { id } })).variantById;
  const collections = (by: 'ids' | 'handles') => async (keys: string[]) => {
    const { rows } = await medusa.collections({ [by]: keys, page: { offset: 0, limit: keys.length } });
    return rows;
  };

  return {
    ...house,
    medusa,
    market,
    categories: once(async () => categoryTree(await house.categoryRows())),
    collections: {
      byId: byId(collections('ids'), ({ id }) => id),
      byHandle: byId(collections('handles'), ({ handle }) => handle),
    },
    products,
    own: ownOf(
      customer,
      once(async () => (await customer()).find()),
      once(async () => (await customer()).emailProvedAt()),
      async () => (await market())?.country.code,
    ),
    cartCalls,
    carts: cartsOver({ calls: cartCalls, once: house.once, regions: house.regions, market, variantsIn, viewer }),
    orders: ordersFor(viewer, medusa, () => tokens(request), house.orderTokens),
    shelves: readShelves(medusa, products),
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

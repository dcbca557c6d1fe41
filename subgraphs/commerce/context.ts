import DataLoader from 'dataloader';
import { type Language, languages } from '#kit/graph/languages/language.ts';
import { byId, listBy } from '#kit/graph/loader.ts';
import type { ContextOf, SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import { isCustomer } from '#kit/graph/viewer.ts';
import type { Log } from '#kit/process/log.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';
import type { RunOnce } from '#kit/stores/idempotency.ts';
import type { SignedUrl } from '#kit/stores/s3.ts';
import { type Carts, createCarts } from './carts/carts.ts';
import type { CustomerTokens } from './customers/customer-tokens.ts';
import { type CustomerAccount, createCustomerAccount } from './customers/customers.ts';
import type { InvoiceFiles } from './invoices/files.ts';
import { createInvoices, type Invoices } from './invoices/invoices.ts';
import type { LimitedPieces } from './limited-rows.ts';
import { type ResolvedMarket, resolveMarket } from './market.ts';
import type { CartCalls } from './medusa/carts.ts';
import type { Medusa } from './medusa/client.ts';
import { createOrderChanges, type OrderChanges } from './orders/order-changes.ts';
import type { OrderTokens } from './orders/order-tokens.ts';
import { createOrders, type Orders } from './orders/orders.ts';
import type { OrderReturns } from './orders/return-rows.ts';
import { type Checkout, createCheckout } from './payments/checkout.ts';
import type { PaymentDetails, PaymentProviderRow, PaymentRow } from './payments/payment-rows.ts';
import { type CategoryTree, createCategoryTree } from './products/categories.ts';
import type { PictureUrls } from './products/picture-urls.ts';
import type { SaleDates } from './products/presentation-rows.ts';
import { createProductLists, type ProductLists } from './products/product-lists.ts';
import { createProducts, type Products } from './products/products.ts';
import type { CategoryRow, CollectionRow, DeliveryOptionRow, LocationRow, RegionRow } from './rows.ts';

/**
 * The services that all requests share. Regions, locations and delivery options are cached for a minute. While Medusa is unavailable,
 * these and the categories are served as last read.
 */
export interface SharedServices {
  regions(): Promise<RegionRow[]>;
  categoryRows(language: Language): Promise<CategoryRow[]>;
  locations(): Promise<LocationRow[]>;
  deliveryOptions(language: Language): Promise<DeliveryOptionRow[]>;
  /** The payment providers of each region by its id, the default first. */
  paymentProviders(): Promise<ReadonlyMap<string, PaymentProviderRow[]>>;
  /** Makes the next request read regions, categories, locations and delivery options again. */
  forgetShared(): void;
  pictureUrls: PictureUrls;
  orderTokens: OrderTokens;
  runOnce: RunOnce;
  invoiceFiles: InvoiceFiles;
  /** The days after delivery in which a buyer may return what was not personalized. */
  returnDays: number;
  /** Signs a URL for a file in the private bucket, valid for five minutes. */
  signFile(key: string): Promise<SignedUrl>;
}

/** The services of one request. */
export interface CommerceServices extends SharedServices {
  medusa: Medusa;
  /** The market of the request, also written to `request.answered`; null when no region has a country. */
  market(): Promise<ResolvedMarket | null>;
  categories(): Promise<CategoryTree>;
  /** All collections, by title. */
  allCollections(): Promise<CollectionRow[]>;
  /** The dates of the price lists that reduce prices now, by id. */
  sales(): Promise<ReadonlyMap<string, SaleDates>>;
  collections: { byId: Loader<CollectionRow>; byHandle: Loader<CollectionRow> };
  products: Products;
  productLists: ProductLists;
  /** The pieces of each product that were sold in the last 90 days. */
  sold(): Promise<ReadonlyMap<string, number>>;
  /** Reads variants with their prices in a region. */
  variantsIn(regionId: string | null): Products['variantById'];
  account: CustomerAccount;
  carts: Carts;
  checkout: Checkout;
  /** Carts at Medusa, as the viewer sees them. */
  cartCalls(): Promise<CartCalls>;
  orders: Orders;
  invoices: Invoices;
  /** Reads the limited pieces of order lines by line id; null for lines without any. */
  limitedPieces: Loader<LimitedPieces>;
  /** The payments of an order, the oldest first. */
  paymentsOf: ReturnType<typeof listBy<PaymentRow>>;
  /** What the provider has said about the payment of a cart. */
  paymentOf: Loader<PaymentDetails>;
  orderChanges: OrderChanges;
  /** Reads the returns of orders, all of one tick in one call. */
  returnsOf: Loader<OrderReturns>;
}

/** The context of one request. */
export type Context = ContextOf<CommerceServices>;

type Loader<Row> = ReturnType<typeof byId<Row>>;

/** Prepares the shared services. Their calls belong to no single request, so they have a separate timeout. */
export function createSharedServices(
  connect: (signal: AbortSignal, isUncached?: boolean, language?: Language) => Medusa,
  {
    pictureUrls,
    orderTokens,
    runOnce,
    invoiceFiles,
    returnDays,
    signFile,
  }: Pick<SharedServices, 'pictureUrls' | 'orderTokens' | 'runOnce' | 'invoiceFiles' | 'returnDays' | 'signFile'>,
  log: Log,
): SharedServices {
  const minute = 60_000;
  const medusa = (language?: Language) => connect(AbortSignal.timeout(3_000), false, language);
  const stale = (what: string) => (err: unknown) =>
    log.warn(
      { event: 'backend_unavailable', backend: 'medusa', what, err },
      'Medusa unavailable; serving cached values',
    );
  const regions = memoizeTtl(() => medusa().regions(), minute, stale('regions'));
  const locations = memoizeTtl(() => medusa().locations(), minute, stale('stock locations'));
  const deliveryOptions = new Map(
    languages.map((language) => [
      language,
      memoizeTtl(() => medusa(language).deliveryOptions(), minute, stale('delivery options')),
    ]),
  );
  const paymentProviders = memoizeTtl(() => medusa().payments.providers(), minute, stale('payment providers'));
  // Read for each request, so that a new name is shown and indexed immediately.
  const categoryRows = new Map(
    languages.map((language) => [language, memoizeTtl(() => medusa(language).categories(), 0, stale('categories'))]),
  );
  return {
    regions,
    locations,
    deliveryOptions: async (language) => (await deliveryOptions.get(language)?.()) ?? [],
    paymentProviders,
    categoryRows: async (language) => (await categoryRows.get(language)?.()) ?? [],
    forgetShared: () => {
      const all = [regions, locations, paymentProviders, ...deliveryOptions.values(), ...categoryRows.values()];
      for (const shared of all) shared.forget();
    },
    pictureUrls,
    orderTokens,
    runOnce,
    invoiceFiles,
    returnDays,
    signFile,
  };
}

/** Prepares the services of one request. Values that several fields need are read once. `uncached` reads past Medusa's cache. */
export function createRequestServices(
  request: SubgraphRequest,
  medusa: Medusa,
  uncached: Medusa,
  tokens: CustomerTokens,
  shared: SharedServices,
): CommerceServices {
  const { market: requested, answered, viewer } = request;
  const customerCalls = async () => medusa.customer(await tokens(request));
  const cartCalls = memoize(async () => medusa.carts(isCustomer(viewer) ? await tokens(request) : undefined));
  const market = memoize(async () => {
    const found = resolveMarket(requested, await shared.regions());
    if (found) Object.assign(answered, { country: found.country.code, currency: found.region.currencyCode });
    return found;
  });
  const products = createProducts(medusa, market);
  const variantsAt =
    (source: Medusa): CommerceServices['variantsIn'] =>
    (id) =>
      createProducts(source, async () => (id === null ? null : { region: { id } })).variantById;
  const variantsNow = variantsAt(uncached);
  const collectionsBy = async (query: { ids: readonly string[] } | { handles: readonly string[] }, limit: number) =>
    medusa.collections({ ...query, page: { offset: 0, limit } });
  const sold = memoize(() => medusa.sold());
  const carts = createCarts({ calls: cartCalls, regions: shared.regions, market, variantsIn: variantsNow, viewer });
  const orders = createOrders(viewer, medusa, () => tokens(request), shared.orderTokens);

  return {
    ...shared,
    medusa,
    market,
    categories: memoize(async () => createCategoryTree(await shared.categoryRows(requested.language))),
    allCollections: memoize(async () => (await medusa.collections({ page: { offset: 0, limit: 1_000 } })).rows),
    sales: memoize(() => medusa.sales()),
    collections: {
      byId: byId(
        async (ids) => (await collectionsBy({ ids }, ids.length)).rows,
        ({ id }) => id,
      ),
      byHandle: new DataLoader(async (handles) => {
        const found = await collectionsBy({ handles }, handles.length);
        return handles.map((handle) => found.byHandle.get(handle) ?? null);
      }),
    },
    products,
    productLists: createProductLists(medusa, products, sold),
    sold,
    variantsIn: variantsAt(medusa),
    account: createCustomerAccount({
      calls: customerCalls,
      find: memoize(async () => (await customerCalls()).find()),
      emailVerifiedAt: memoize(async () => (await customerCalls()).emailVerifiedAt()),
      country: async () => (await market())?.country.code,
    }),
    cartCalls,
    carts,
    checkout: createCheckout({
      calls: cartCalls,
      carts,
      providers: shared.paymentProviders,
      runOnce: shared.runOnce,
      variantsIn: variantsNow,
      viewer,
    }),
    paymentsOf: listBy(medusa.payments.ofOrders, ({ orderId }) => orderId),
    paymentOf: byId(
      async (ids) => {
        const calls = await cartCalls();
        return Promise.all(ids.map((id) => calls.payment(id)));
      },
      ({ cartId }) => cartId,
    ),
    invoices: createInvoices(medusa.invoices(), shared.invoiceFiles),
    limitedPieces: byId(
      (ids) => medusa.limitedPieces(ids),
      ({ id }) => id,
    ),
    orders,
    orderChanges: createOrderChanges({
      calls: medusa.orderChanges,
      orders,
      returnsOf: async (id) => (await medusa.orderChanges.returnsOf([id]))[0] as OrderReturns,
      runOnce: shared.runOnce,
      viewer,
    }),
    returnsOf: byId<OrderReturns>(medusa.orderChanges.returnsOf, ({ orderId }) => orderId),
  };
}

function memoize<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= read();
    return value;
  };
}

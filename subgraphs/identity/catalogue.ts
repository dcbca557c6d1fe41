import { backendError } from '#kit/graph/errors.ts';
import { createGraphClient } from '#kit/graph/graph-client.ts';
import type { Market } from '#kit/graph/market.ts';
import { signedFetch } from '#kit/graph/request-token.ts';

/** An amount in the major unit of its currency, as in the graph's `Money`. */
export interface Price {
  amount: string;
  currencyCode: string;
}

/** What can be bought at which price in one market. */
export interface Offer {
  isAvailable: boolean;
  /** Null when it is not sold in the market. */
  price: Price | null;
}

/** A published product as one market sees it. */
export interface CatalogueProduct {
  id: string;
  handle: string;
  title: string;
  /** The offers of its variants by their ids, of at most 100 variants. */
  variants: ReadonlyMap<string, Offer & { title: string }>;
  /** The lowest price, and whether any variant can be bought. */
  offer: Offer;
}

/** Products of the commerce subgraph. Rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT. */
export interface Catalogue {
  /** Published products by their ids, in one call; ids of others are missing in the result. */
  products(ids: readonly string[], market: Market): Promise<ReadonlyMap<string, CatalogueProduct>>;
  /** The product of a variant; undefined when it is not published. */
  productOfVariant(variantId: string, market: Market): Promise<CatalogueProduct | undefined>;
}

/** Reads the catalogue of the commerce subgraph at `url`, with the key of its request tokens. */
export function openCatalogue(url: string, key: string): Catalogue {
  const read = async (representations: object[], market: Market): Promise<Entity[]> => {
    const run = createGraphClient(url, 2_500, signedFetch(key, 'commerce', { market }));
    try {
      return (await run<{ _entities: Entity[] }>(entitiesQuery, { representations }))._entities;
    } catch (cause) {
      throw backendError('Commerce', cause);
    }
  };
  return {
    async products(ids, market) {
      const found = await read(
        ids.map((id) => ({ __typename: 'Product', id })),
        market,
      );
      return new Map(found.flatMap((entity) => (entity ? [[entity.id, productOf(entity as ProductRow)]] : [])));
    },

    async productOfVariant(variantId, market) {
      const [variant] = await read([{ __typename: 'ProductVariant', id: variantId }], market);
      return variant?.product ? productOf(variant.product) : undefined;
    },
  };
}

const productFields = `id handle title priceRange { min { amount currencyCode } }
  variants(first: 100) { nodes { id title availableForSale price { amount currencyCode } } }`;

const entitiesQuery = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Product { ${productFields} } ... on ProductVariant { id product { ${productFields} } } } }`;

interface ProductRow {
  id: string;
  handle: string;
  title: string;
  priceRange: { min: Price } | null;
  variants: { nodes: { id: string; title: string; availableForSale: boolean; price: Price | null }[] };
}

/** A product, a variant with its product, or null. */
type Entity = (Partial<ProductRow> & { id: string; product?: ProductRow }) | null;

function productOf({ id, handle, title, priceRange, variants: { nodes } }: ProductRow): CatalogueProduct {
  const variants = nodes.map(
    ({ id, title, availableForSale, price }) => [id, { title, isAvailable: availableForSale, price }] as const,
  );
  const isAvailable = nodes.some(({ availableForSale }) => availableForSale);
  return { id, handle, title, variants: new Map(variants), offer: { isAvailable, price: priceRange?.min ?? null } };
}

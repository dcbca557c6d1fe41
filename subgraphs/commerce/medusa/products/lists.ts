import type { SaleDates } from '../../products/presentation-rows.ts';

/** Calls for what products are grouped and reduced by. */
export interface ProductListCalls {
  /** The dates of the price lists that reduce prices now, by id. */
  sales(): Promise<ReadonlyMap<string, SaleDates>>;
  /** The pieces of each product that were sold in the last 90 days, as of the last count; products without any are left out. */
  sold(): Promise<ReadonlyMap<string, number>>;
  /** The ids of the tags with these values; unknown values have none. */
  tagIds(values: readonly string[]): Promise<string[]>;
}

/** Reads a resource of the store whose response has the property `part`. */
type Get = <Body extends object>(path: string, part: keyof Body & string, query: object) => Promise<Body>;

/** The calls over `get`. */
export function productListCalls(get: Get): ProductListCalls {
  return {
    sales: async () => {
      type Body = { sales: { id: string; starts_at: string | null; ends_at: string | null }[] };
      const { sales } = await get<Body>('sales', 'sales', {});
      return new Map(sales.map(({ id, starts_at, ends_at }) => [id, { startsAt: starts_at, endsAt: ends_at }]));
    },
    sold: async () => {
      type Body = { products: { id: string; quantity: number }[] };
      const { products } = await get<Body>('best-sellers', 'products', {});
      return new Map(products.map(({ id, quantity }) => [id, quantity]));
    },
    tagIds: async (values) => {
      const query = { value: values, fields: 'id', limit: values.length };
      const { product_tags } = await get<{ product_tags: { id: string }[] }>('product-tags', 'product_tags', query);
      return product_tags.map(({ id }) => id);
    },
  };
}

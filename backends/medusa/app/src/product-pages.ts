/** A query of the store for one page of products. */
export interface PageQuery {
  entity: string;
  fields: string[];
  filters?: Record<string, unknown>;
  pagination: { skip?: number; take: number; order?: Record<string, unknown> };
}

/** One page of products, and the number of products on all pages. */
export interface ProductPage {
  data: { id: string }[];
  metadata?: { skip?: number; take?: number; count: number };
}

/** Runs one query; `keys` is the number of products that it requests by id, undefined for other conditions. */
export type RunQuery = (query: object, keys?: number) => Promise<ProductPage>;

/** Whether a query is for a page of products that are not requested by id or handle, with more than their own columns. */
export function isPageQuery(query: object): query is PageQuery {
  const { entity, fields, filters, pagination } = query as Partial<PageQuery>;
  if (entity !== 'product' || pagination?.take === undefined) return false;
  return !filters?.id && !filters?.handle && fields?.some((field) => field.includes('.')) === true;
}

/**
 * Reads a page of products in two queries: first the ids on the page, then the products with these ids. Medusa's single query
 * joins every product that matches with its pictures before it sorts them and selects the page. Both queries have all filters,
 * so that a product that is unpublished between them is left out.
 */
export async function readPage(query: PageQuery, run: RunQuery): Promise<ProductPage> {
  const { entity, filters, pagination } = query;
  const { data: found, metadata } = await run({ entity, fields: ['id'], filters, pagination });
  const ids = found.map(({ id }) => id);
  // Without `skip`, Medusa does not count; `take` makes it read each relation by a query of its own.
  const { data } =
    ids.length === 0
      ? { data: [] }
      : await run({ ...query, filters: { ...filters, id: ids }, pagination: { take: ids.length } }, ids.length);
  const products = new Map(data.map((product) => [product.id, product]));
  return { data: ids.flatMap((id) => products.get(id) ?? []), ...(metadata && { metadata }) };
}

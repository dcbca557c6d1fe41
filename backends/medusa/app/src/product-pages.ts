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

/**
 * Whether a query is for a page of products: with some products `last`, or with more than their own columns and not by id or
 * handle.
 */
export function isPageQuery(query: object, last?: readonly string[]): query is PageQuery {
  const { entity, fields, filters, pagination } = query as Partial<PageQuery>;
  if (entity !== 'product' || pagination?.take === undefined) return false;
  if (last !== undefined) return true;
  return !filters?.id && !filters?.handle && fields?.some((field) => field.includes('.')) === true;
}

/**
 * Reads a page of products in two queries: first the ids on the page, then the products with these ids. Medusa's single query
 * joins every product that matches with its pictures before it sorts them and selects the page. Both queries have all filters,
 * so that a product that is unpublished between them is left out. With products that come `last`, their ids are a third query.
 */
export async function readPage(query: PageQuery, run: RunQuery, last: readonly string[] = []): Promise<ProductPage> {
  const { filters } = query;
  const { data: found, metadata } = await readIds(query, run, last);
  const ids = found.map(({ id }) => id);
  // Without `skip`, Medusa does not count; `take` makes it read each relation by a query of its own.
  const { data } =
    ids.length === 0
      ? { data: [] }
      : await run({ ...query, filters: { ...filters, id: ids }, pagination: { take: ids.length } }, ids.length);
  const products = new Map(data.map((product) => [product.id, product]));
  return { data: ids.flatMap((id) => products.get(id) ?? []), ...(metadata && { metadata }) };
}

/** The ids on a page: the products that come last follow all others, both in the order of the query. */
async function readIds(
  { entity, filters, pagination }: PageQuery,
  run: RunQuery,
  last: readonly string[],
): Promise<ProductPage> {
  const read = (condition: object | null, page: object) => {
    const others = Array.isArray(filters?.$and) ? filters.$and : [];
    const narrowed = condition ? { ...filters, $and: [...others, { id: condition }] } : filters;
    return run({ entity, fields: ['id'], filters: narrowed, pagination: { ...pagination, ...page } });
  };
  if (last.length === 0) return read(null, {});
  const { skip = 0, take } = pagination;
  const first = await read({ $nin: last }, { skip });
  const before = first.metadata?.count ?? 0;
  const missing = take - first.data.length;
  // Also read where nothing is missing, for the number of products.
  const rest = await read({ $in: last }, { skip: Math.max(0, skip - before), take: Math.max(1, missing) });
  return {
    data: [...first.data, ...rest.data.slice(0, Math.max(0, missing))],
    metadata: { skip, take, count: before + (rest.metadata?.count ?? 0) },
  };
}

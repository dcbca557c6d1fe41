import { type Change, type ChangeSet, distinct } from '#kit/graph/server/change-feed.ts';

/** What changed after a cursor. */
export interface Changes {
  rows: ChangeRow[];
  cursor: string;
  hasMore: boolean;
}

/** A changed object. The id is that of a product, collection or category; empty for `localization`. */
export interface ChangeRow {
  /** `details`: what lists of products do not depend on, such as pictures. `…_products`: which products it contains. */
  kind:
    | 'product'
    | 'details'
    | 'price'
    | 'stock'
    | 'collection'
    | 'collection_products'
    | 'category'
    | 'category_products'
    | 'localization';
  id: string;
}

/** What the feed reports of changes at Medusa. */
export function toChangeSet({ rows, cursor, hasMore }: Changes): ChangeSet {
  const changes = rows.flatMap(toChange);
  return {
    productIds: distinct(changes.map(({ id }) => id)),
    tags: distinct(rows.flatMap(tagsOf)),
    changes: [...new Map(changes.map((change) => [`${change.kind} ${change.id}`, change])).values()],
    cursor,
    hasMore,
  };
}

/** The cache tags of a change. Lists of products are invalidated only by what they can be filtered or sorted by. */
function tagsOf({ kind, id }: ChangeRow): string[] {
  switch (kind) {
    case 'product':
      return [`product:${id}`, 'products'];
    case 'details':
    case 'price':
    case 'stock':
      return [`product:${id}`];
    case 'collection':
      return [`collection:${id}`, 'collections'];
    case 'collection_products':
      return [`collection:${id}`];
    case 'category':
      // Its place among the others decides which products belong to the categories above it.
      return [`category:${id}`, 'categories', 'products'];
    case 'category_products':
      return [`category:${id}`];
    case 'localization':
      return ['localization'];
  }
}

function toChange({ kind, id }: ChangeRow): Change[] {
  switch (kind) {
    case 'product':
    case 'details':
      return [{ kind: 'PRODUCT', id }];
    case 'price':
      return [{ kind: 'PRICE', id }];
    case 'stock':
      return [{ kind: 'STOCK', id }];
    default:
      return [];
  }
}

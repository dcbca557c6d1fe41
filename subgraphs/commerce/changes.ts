import { type Change, type ChangeSet, distinct } from '#kit/graph/change-feed.ts';
import type { ChangeRow, Changes } from './rows.ts';

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

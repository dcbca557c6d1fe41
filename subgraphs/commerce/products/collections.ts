import type { CollectionRow, ProductRow } from '../rows.ts';

/** The products of a collection: those with its tag or, without a tag, those that are assigned to it. */
export type CollectionMembers = Pick<CollectionRow, 'id' | 'tag'>;

/** Whether a product is in a collection. */
export function isInCollection(
  { collectionId, englishTags }: Pick<ProductRow, 'collectionId' | 'englishTags'>,
  { id, tag }: CollectionMembers,
): boolean {
  return tag === null ? collectionId === id : englishTags.includes(tag);
}

/** Those of `all` collections that a product is in: the one that it is assigned to first, the others in their order. */
export function collectionsOf(
  product: Pick<ProductRow, 'collectionId' | 'englishTags'>,
  all: readonly CollectionRow[],
): CollectionRow[] {
  const found = all.filter((collection) => isInCollection(product, collection));
  const isMain = ({ id }: CollectionRow) => id === product.collectionId;
  return [...found.filter(isMain), ...found.filter((one) => !isMain(one))].slice(0, mostCollections);
}

/** The most collections of one product. */
const mostCollections = 50;

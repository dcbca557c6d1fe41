import type { Attachments } from './guides.ts';

/** Where a product is in the catalogue, by ids of commerce. */
export interface ProductPlace {
  id: string;
  collections: readonly { id: string }[];
  /** With the categories above each, the top level first. */
  categories: readonly { id: string; ancestors: readonly { id: string }[] }[];
}

/**
 * The guide for a product: the one that is attached to the product, else to one of its collections, else to the nearest of its categories. Of several
 * at the same place, the first by handle. Null without any.
 */
export function guideFor<Guide extends { handle: string; attachedTo: Attachments }>(
  { id, collections, categories }: ProductPlace,
  guides: readonly Guide[],
): Guide | null {
  const paths = categories.map((category) => [category, ...[...category.ancestors].reverse()]);
  const farthest = Math.max(0, ...paths.map((path) => path.length));
  const levels: [keyof Attachments, string[]][] = [
    ['products', [id]],
    ['collections', idsOf(collections)],
    ...Array.from({ length: farthest }, (_, distance): [keyof Attachments, string[]] => [
      'categories',
      paths.flatMap((path) => path[distance]?.id ?? []),
    ]),
  ];
  for (const [kind, ids] of levels) {
    const attached = guides.filter(({ attachedTo }) => attachedTo[kind].some((each) => ids.includes(each)));
    const [first] = attached.sort((one, other) => (one.handle < other.handle ? -1 : 1));
    if (first) return first;
  }
  return null;
}

/** All ids to which a guide for any of these products may be attached, each once. */
export function attachmentsOf(places: readonly ProductPlace[]): Attachments {
  const categories = places.flatMap((place) => place.categories);
  return {
    products: distinct(idsOf(places)),
    collections: distinct(places.flatMap(({ collections }) => idsOf(collections))),
    categories: distinct(categories.flatMap((category) => [category.id, ...idsOf(category.ancestors)])),
  };
}

function idsOf(objects: readonly { id: string }[]): string[] {
  return objects.map(({ id }) => id);
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}

import type { Catalogue, Product } from '../types.ts';

/** A collection or category, and the first products in it, which its cover shows. */
export interface Group {
  id: `pcol_${string}` | `pcat_${string}`;
  name: string;
  products: Product[];
}

/** The most products on a cover. */
const mostShown = 3;

/** The collections and categories of a catalogue with their first products; those without any are left out. */
export function groupsOf({ collections, categories, products }: Catalogue): Group[] {
  const parents = new Map(categories.map(({ handle, parent }) => [handle, parent]));
  const first = (isIn: (product: Product) => boolean) => products.filter(isIn).slice(0, mostShown);
  return [
    ...collections.map(({ id, handle, title, tag }) => ({
      ...{ id, name: title },
      products: first(({ collection, tags }) => (tag ? tags.includes(tag) : collection === handle)),
    })),
    ...categories.map(({ id, handle, name }) => ({
      ...{ id, name },
      products: first((product) => product.categories.some((one) => one === handle || parents.get(one) === handle)),
    })),
  ].filter((group) => group.products.length > 0);
}

/** The names of products as a list in a language. */
export function listOf(language: string, names: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

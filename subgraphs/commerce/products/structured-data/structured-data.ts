import { graphOf, type StructuredData } from '#kit/graph/structured-data/json-ld.ts';
import type { CategoryRow, CollectionRow, ProductRow } from '../../rows.ts';
import type { CategoryTree } from '../categories.ts';
import type { Picture } from '../presentation-rows.ts';
import { numbersOf, type OfferTerms, offersOf } from './offers.ts';
import { variantsOf } from './variants.ts';

/** What structured data of a product depend on, besides the product. */
export interface ProductTerms extends Omit<OfferTerms, 'url'> {
  /** The categories of the product, each with those above it, as by `trailsOf`. */
  trails: readonly CategoryRow[][];
  addresses: Addresses;
}

/** The URLs of pictures and pages. */
export interface Addresses {
  picture(picture: Picture): string;
  /** The page of an object with a handle; null where the client did not say where such pages are. */
  product: PageAddress;
  category: PageAddress;
  collection: PageAddress;
}

/** The URL of the page of an object. */
export type PageAddress = (of: { handle: string }) => string | null;

/**
 * A product as `Product` of schema.org with its offer, or as `ProductGroup` with its variants where it has several, and a `BreadcrumbList` for
 * each of its categories.
 */
export function productData(product: ProductRow, terms: ProductTerms): StructuredData {
  const { title, description, images, allVariants, originCountry, specifications } = product;
  const { trails, addresses } = terms;
  const url = addresses.product(product);
  const [only, second] = allVariants;
  return graphOf([
    {
      '@type': second ? 'ProductGroup' : 'Product',
      name: title,
      description,
      ...(second ? { productGroupID: product.id } : { ...(only && numbersOf(only)), productID: product.id }),
      url,
      image: images.map(addresses.picture),
      brand: { '@type': 'Brand', name: 'AXIOM' },
      category: trails.map((trail) => namesOf(trail).join(' > ')),
      additionalProperty: specifications.map(({ key, label, value }) => ({
        '@type': 'PropertyValue',
        propertyID: key,
        name: label,
        value,
      })),
      countryOfOrigin: originCountry && { '@type': 'Country', name: originCountry },
      offers: offersOf(product, { ...terms, url }),
      ...(second && variantsOf(product, { ...terms, url })),
    },
    ...trails.map((trail) => breadcrumbs([...crumbsOf(trail, addresses), { name: title, item: url }])),
  ]);
}

/** A category as `CollectionPage`, and the `BreadcrumbList` that leads to it. */
export function categoryData(
  category: CategoryRow,
  ancestors: readonly CategoryRow[],
  addresses: Addresses,
): StructuredData {
  const { name, description, image } = category;
  const trail = crumbsOf([...ancestors, category], addresses);
  return graphOf([
    page({ name, description, image: image && addresses.picture(image), url: addresses.category(category) }),
    breadcrumbs(trail),
  ]);
}

/** A collection as `CollectionPage`. */
export function collectionData(collection: CollectionRow, addresses: Addresses): StructuredData {
  const { title: name, description, image } = collection;
  return graphOf([
    page({ name, description, image: image && addresses.picture(image), url: addresses.collection(collection) }),
  ]);
}

/** The most trails of one product. */
const mostTrails = 5;

/** The deepest of some categories, in the order of the tree, each as the last of the categories that lead to it; at most 5. */
export function trailsOf(categoryIds: readonly string[], tree: CategoryTree): CategoryRow[][] {
  const trails = tree.all
    .filter(({ id }) => categoryIds.includes(id))
    .map((category) => [...tree.ancestors(category.id), category]);
  const above = new Set(trails.flatMap((trail) => trail.slice(0, -1).map(({ id }) => id)));
  return trails.filter((trail) => !above.has(trail.at(-1)?.id ?? '')).slice(0, mostTrails);
}

function namesOf(categories: readonly CategoryRow[]): string[] {
  return categories.map(({ name }) => name);
}

interface Crumb {
  name: string;
  /** The URL of its page. */
  item: string | null;
}

function crumbsOf(categories: readonly CategoryRow[], addresses: Addresses): Crumb[] {
  return categories.map((category) => ({ name: category.name, item: addresses.category(category) }));
}

function page(members: StructuredData): StructuredData {
  return { '@type': 'CollectionPage', ...members, isPartOf: { '@type': 'WebSite', name: 'AXIOM' } };
}

function breadcrumbs(crumbs: readonly Crumb[]): StructuredData {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map((crumb, index) => ({ '@type': 'ListItem', position: index + 1, ...crumb })),
  };
}

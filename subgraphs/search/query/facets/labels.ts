import type { SearchFacetName } from '#generated/search.ts';

/** Facet → its label. An option's facet has the name of the option instead. */
export const facetLabels: Record<SearchFacetName, string> = {
  COLLECTION: 'Collection',
  CATEGORY: 'Category',
  MATERIAL: 'Material',
  MATERIAL_KIND: 'Kind of material',
  ARTISAN: 'Artisan',
  COUNTRY: 'Made in',
  TAG: 'Tag',
  CERTIFICATION: 'Certification',
  OPTION: 'Option',
  AVAILABLE_FOR_SALE: 'Availability',
  ON_SALE: 'Offer',
  PRICE: 'Price',
  CARBON_KG: 'Carbon footprint',
};

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** Value → label, for facets whose values are not their own labels. */
export const valueLabels: Partial<Record<SearchFacetName, (value: string) => string>> = {
  // `GEMSTONE` → `Gemstone`.
  MATERIAL_KIND: (value) => value.slice(0, 1) + value.slice(1).toLowerCase(),
  COUNTRY: (code) => countryNames.of(code) ?? code,
  AVAILABLE_FOR_SALE: (value) => (value === 'true' ? 'Available' : 'Sold out'),
  ON_SALE: (value) => (value === 'true' ? 'On sale' : 'Full price'),
};

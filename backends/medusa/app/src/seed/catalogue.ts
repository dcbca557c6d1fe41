/** Products, prices and places of sale: the content of the file that the seed reads. */
export interface Commerce {
  locations: Location[];
  /** The first is the default. */
  regions: Region[];
  collections: { id: string; handle: string; title: string; description: string }[];
  /** Parents before their children. */
  categories: Category[];
  products: Product[];
}

export interface Location {
  id: string;
  name: string;
  city: string;
  /** In degrees. */
  latitude: number;
  longitude: number;
  /** ISO 3166-1 alpha-2, as everywhere here. */
  countryCode: string;
}

export interface Region {
  id: string;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** The first is the default country of the region. */
  countries: string[];
  /** Whether buyers pay no import duties: there are none, or AXIOM pays them. */
  dutiesIncluded: boolean;
  /** The taxes included in its prices, by country; missing for a region without taxes. */
  taxes?: Record<string, { name: string; percent: number }>;
}

export interface Category {
  id: string;
  handle: string;
  name: string;
  description: string;
  /** Handle of the parent category. */
  parent?: string;
}

export interface Product {
  id: string;
  handle: string;
  title: string;
  subtitle: string;
  description: string;
  /** Handle of its collection. */
  collection: string;
  /** Handles of its categories. */
  categories: string[];
  tags: string[];
  weightGrams: number;
  originCountry: string;
  hsCode: string;
  gtin: string;
  options: { name: string; values: string[] }[];
  variants: Variant[];
  thumbnail?: string;
  images?: Image[];
}

/** All but the address becomes the image's metadata. */
export interface Image {
  url: string;
  alt?: string;
  width?: number;
  height?: number;
}

export interface Variant {
  id: string;
  sku: string;
  title: string;
  /** Option name → value. */
  options: Record<string, string>;
  /** Currency → major units. */
  prices: Record<string, number>;
  /** The former prices of a variant on sale. */
  comparePrices?: Record<string, number>;
  /** Location id → pieces. */
  stock: Record<string, number>;
}

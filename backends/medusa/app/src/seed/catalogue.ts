/** Products, prices and places of sale: the content of the file that the seed reads. */
export interface Commerce {
  locations: Location[];
  /** The first is the default. */
  regions: Region[];
  collections: Collection[];
  /** Parents before their children. */
  categories: Category[];
  products: Product[];
  /** The texts in other languages, by locale such as `fr-FR`. */
  translations?: Record<string, Translated>;
}

/** Texts in one language: of objects by their ids, and of names, short sentences and texts of pictures by their English text. */
export interface Translated {
  products: Record<string, { handle: string; title: string; subtitle: string; description: string }>;
  collections: Record<string, { handle: string; title: string; description: string }>;
  categories: Record<string, { handle: string; name: string; description: string }>;
  terms: Record<string, string>;
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
  /** Street and number; the name of the location where it is missing. */
  line1?: string;
  postalCode?: string;
  /** IANA. */
  timeZone?: string;
  /** The local time until which orders leave on the same day, `HH:MM`. */
  cutOff?: string;
  /** A store at which orders can be picked up. */
  store?: Store;
}

export interface Store {
  /** Of a regular week. Other days are closed. */
  openingHours: OpeningHours[];
  /** Working days until an order is ready for pick-up. */
  workingDays: { min: number; max: number };
}

export interface OpeningHours {
  /** 1 is Monday (ISO 8601). */
  weekdays: number[];
  /** Local times, `HH:MM`. */
  opens: string;
  closes: string;
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
  /** The total of the lines from which standard delivery is free, in major units; missing where it never is. */
  freeShippingFrom?: number;
  /** The taxes included in its prices, by country; missing for a region without taxes. */
  taxes?: Record<string, { name: string; percent: number }>;
}

export interface Collection {
  id: string;
  handle: string;
  title: string;
  description: string;
  image?: Image;
  /** The tag of its products. Without one, they are those that are assigned to it. */
  tag?: string;
}

export interface Category {
  id: string;
  handle: string;
  name: string;
  description: string;
  /** Handle of the parent category. */
  parent?: string;
  image?: Image;
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
  options: Option[];
  dimensions?: Dimensions;
  /** What shows it, in order: the URL of one of its images, or `model` for its 3D model. Other images follow. */
  media?: string[];
  /** Ids of the products that are recommended with it. */
  complementary?: string[];
  /** Texts that buyers may give, or must: `../carts/personalizations.ts` describes them. */
  personalizations?: {
    key: string;
    label: string;
    maxLength: number;
    allowedCharacters?: string;
    isRequired?: boolean;
  }[];
  /** Facts that its page lists, in order; the key is the same for every product. */
  specifications?: { key: string; label: string; value: string }[];
  /** The limited edition: how many pieces are made, and the first number that is still sold. */
  edition?: { size: number; firstNumber: number };
  /** How many pieces one buyer may order: in one order, and within so many days. */
  purchaseLimit?: { perOrder?: number; perCustomer?: number; days?: number };
  variants: Variant[];
  thumbnail?: string;
  images?: Image[];
  /** Countries to which it is not delivered. */
  deliveryRestrictions?: DeliveryRestriction[];
}

export interface Option {
  name: string;
  values: string[];
  /** Value → its look: a colour as `#rrggbb`, and a picture of the material or pattern. */
  swatches?: Record<string, { colour: string; image?: Image }>;
}

/** Without packaging, in millimetres. A flat object has no height. */
export interface Dimensions {
  length: number;
  width: number;
  height?: number;
}

export interface DeliveryRestriction {
  countries: string[];
  reason: 'WILDLIFE' | 'DANGEROUS_GOODS' | 'PRODUCT_SAFETY' | 'OTHER';
  /** A sentence for buyers. */
  explanation: string;
}

/** All but the address becomes the image's metadata. */
export interface Image {
  url: string;
  alt?: string;
  width?: number;
  height?: number;
  /** A placeholder, in Base64. */
  thumbhash?: string;
  /** What stays in view when the picture is cut, as fractions of its sides. */
  focal_point?: { x: number; y: number };
}

export interface Variant {
  id: string;
  sku: string;
  title: string;
  /** Option name → value. */
  options: Record<string, string>;
  /** Its barcode: a GTIN-13. */
  ean?: string;
  /** What it contains, and the quantity by which its price is compared. */
  unitPrice?: { content: number; per: number; unit: 'MILLILITRES' | 'GRAMS' | 'CENTIMETRES' | 'PIECES' };
  /** Where they are not those of the product. */
  dimensions?: Dimensions;
  /** The URLs of those images of the product that show this variant. */
  images?: string[];
  /** Currency → major units. */
  prices: Record<string, number>;
  /** The former prices of a variant on sale. */
  comparePrices?: Record<string, number>;
  /** Location id → pieces. */
  stock: Record<string, number>;
  /** Its sale before there is stock: until an instant (RFC 3339, UTC, whole seconds), and so many pieces. */
  preOrder?: { releasesAt: string; limit: number };
}

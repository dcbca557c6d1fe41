import type { Block } from './blocks.ts';
import type { Site } from './site/types.ts';
import type { Texts, TranslationLanguage } from './translations/types.ts';

/** The sample catalogue: what the seed writes into Medusa, PostgreSQL, Sanity and S3. */

/** Currencies in which every variant has a price. */
export const currencies = ['EUR', 'USD', 'GBP', 'JPY', 'CHF'] as const;
export type Currency = (typeof currencies)[number];

/** ISO 3166-1 alpha-2, upper case. */
export type CountryCode = string;

export interface Catalogue {
  locations: StockLocation[];
  regions: Region[];
  collections: Collection[];
  categories: Category[];
  products: Product[];
  materials: Material[];
  suppliers: Supplier[];
  artisans: Artisan[];
  articles: Article[];
  drafts: ArticleDraft[];
  synonyms: Synonyms[];
  pins: SearchPins[];
  site: Site;
  /** The texts in the languages other than English. */
  translations: Record<TranslationLanguage, Texts>;
}

export interface Region {
  id: `reg_${string}`;
  name: string;
  currency: Currency;
  countries: CountryCode[];
  /** Whether buyers pay no import duties: there are none, or AXIOM pays them. */
  dutiesIncluded: boolean;
  /** The total of the lines from which standard delivery is free, in major units. */
  freeShippingFrom?: number;
  /** The tax that its prices include, by country; a region without has none. */
  taxes?: Record<CountryCode, { name: string; percent: number }>;
}

export interface StockLocation {
  id: `sloc_${string}`;
  name: string;
  city: string;
  /** In degrees. */
  latitude: number;
  longitude: number;
  countryCode: CountryCode;
  /** Street and number. */
  line1: string;
  postalCode: string;
  /** IANA. */
  timeZone: string;
  /** The local time until which orders leave on the same day, `HH:MM`. */
  cutOff: string;
  /** A store at which orders can be picked up; its days that are not listed are closed. */
  store?: {
    /** `weekdays` as in ISO 8601: 1 is Monday. */
    openingHours: { weekdays: number[]; opens: string; closes: string }[];
    /** Until an order is ready. */
    workingDays: { min: number; max: number };
  };
}

export interface Collection {
  id: `pcol_${string}`;
  handle: string;
  title: string;
  description: string;
  /** The tag of its products. Without one, they are those that have it as their `collection`. */
  tag?: string;
}

export interface Category {
  id: `pcat_${string}`;
  handle: string;
  name: string;
  description: string;
  /** Handle of the category above. */
  parent?: string;
}

export interface Product {
  id: `prod_${string}`;
  handle: string;
  title: string;
  subtitle: string;
  description: string;
  /** Handle of its collection. */
  collection: string;
  /** Handles of its categories. */
  categories: string[];
  tags: string[];
  /** What one piece weighs, in whole grams. */
  weightGrams: number;
  originCountry: CountryCode;
  /** Harmonized System code, six digits. */
  hsCode: string;
  /** GTIN-14 of the product class, with a valid check digit. */
  gtin: string;
  /** Names of the options in the order shown, with their values. */
  options: { name: string; values: string[] }[];
  /** Texts that buyers may give for it, such as a monogram. */
  personalizations?: Personalization[];
  /** The limited edition: how many pieces are made, and the first number that is still sold. */
  edition?: { size: number; firstNumber: number };
  /** How many pieces one buyer may order: in one order, and within so many days. */
  purchaseLimit?: { perOrder?: number; perCustomer?: number; days?: number };
  variants: Variant[];
  /** Countries to which it is not delivered. */
  deliveryRestrictions?: {
    countries: CountryCode[];
    reason: 'WILDLIFE' | 'DANGEROUS_GOODS' | 'PRODUCT_SAFETY' | 'OTHER';
    /** A sentence for buyers. */
    explanation: string;
  }[];
  provenance: Provenance;
  form: Form;
}

export interface Personalization {
  /** Unique within the product. */
  key: string;
  label: string;
  /** The most characters. */
  maxLength: number;
  /** The content of a character class of a regular expression. */
  allowedCharacters?: string;
  isRequired?: boolean;
}

export interface Variant {
  id: `variant_${string}`;
  sku: string;
  title: string;
  /** Option name → value. */
  options: Record<string, string>;
  /** In major units; whole numbers for JPY. */
  prices: Record<Currency, number>;
  /** What it cost before, where it is on sale. */
  comparePrices?: Record<Currency, number>;
  /** Stock location id → pieces. */
  stock: Record<string, number>;
  /** Its sale before there is stock: until an instant (RFC 3339, UTC, whole seconds), and so many pieces. */
  preOrder?: { releasesAt: string; limit: number };
}

export interface Coordinates {
  latitude: number;
  longitude: number;
}

export interface Provenance {
  artisan: Artisan['id'];
  /** Where it was made. */
  place: string;
  countryCode: CountryCode;
  originCoordinates: Coordinates;
  /** Shares add up to 100. */
  materials: { material: Material['id']; sharePercent: number; massGrams: number }[];
  carbon: { totalKg: number; method: string; boundary: 'CRADLE_TO_GATE' | 'CRADLE_TO_GRAVE'; verifiedBy?: string };
  /** What happened to it, oldest first; becomes the passport's hash chain. */
  events: { type: PassportEventType; at: string; place: string; actor: string; note: string }[];
}

const passportEventTypes = ['MATERIAL_SOURCED', 'CRAFTED', 'INSPECTED', 'CERTIFIED', 'STOCKED', 'REPAIRED'] as const;
export type PassportEventType = (typeof passportEventTypes)[number];

const materialKinds = [
  'LEATHER',
  'TEXTILE',
  'METAL',
  'GEMSTONE',
  'WOOD',
  'CERAMIC',
  'GLASS',
  'STONE',
  'WAX',
  'OTHER',
] as const;
export type MaterialKind = (typeof materialKinds)[number];

export interface Material {
  id: `mat_${string}`;
  name: string;
  kind: MaterialKind;
  description: string;
  countryCode: CountryCode;
  originCoordinates: Coordinates;
  supplier: Supplier['id'];
  recycledPercent: number;
  /** Kilograms of CO₂ equivalent for each kilogram of material. */
  carbonKgPerKg: number;
  certifications: Certification[];
}

export interface Supplier {
  id: `sup_${string}`;
  name: string;
  countryCode: CountryCode;
  website?: string;
}

export interface Certification {
  id: `cert_${string}`;
  name: string;
  issuer: string;
  number: string;
  /** `YYYY-MM-DD`. */
  validFrom: string;
  validUntil?: string;
}

export interface Artisan {
  id: `arti_${string}`;
  slug: string;
  name: string;
  craft: string;
  atelier: { name: string; city: string; countryCode: CountryCode };
  biography: Block[];
  /** Two colours (`#rrggbb`) from which the portrait plate is drawn. */
  palette: [string, string];
}

export interface Article {
  id: `art_${string}`;
  slug: string;
  title: string;
  mood: 'OBSIDIAN' | 'CHROME' | 'PAPER';
  /** RFC 3339, UTC. */
  publishedAt: string;
  author: { name: string; role: string };
  narrative: Block[];
  linkedProducts: Product['id'][];
  artisans: Artisan['id'][];
  palette: [string, string];
}

/** Words that find each other in a search or, where `finds` is not empty, words that find those as well. */
export interface Synonyms {
  id: `syn_${string}`;
  words: string[];
  finds: string[];
  /** The code of the language of the searches; absent for English. */
  language?: string;
}

/** Products that come first in searches for any of the queries. */
export interface SearchPins {
  id: `pins_${string}`;
  queries: string[];
  /** The code of the language of the searches. */
  language: string;
  products: string[];
}

/** A version of an article that readers do not see yet: a new one or, under the id of an article, an edited one. */
export interface ArticleDraft extends Omit<Article, 'publishedAt'> {
  /** Absent from what was never published. */
  publishedAt?: string;
}

/** The shape from which a product's 3D model, textures and pictures are made. All lengths in metres. */
export interface Form {
  shape:
    | {
        kind: 'lathe';
        /** The outline from the middle of the foot up the outside and, where the object is open, down the inside. */
        profile: [radius: number, height: number][];
      }
    | {
        kind: 'superellipsoid';
        size: [x: number, y: number, z: number];
        /** Of the upright outline and of the outline seen from above: 1 is round, towards 0 is a box. */
        exponents: [upright: number, plan: number];
      }
    | {
        kind: 'torus';
        /** From the axis to the middle of the tube. */
        radius: number;
        tube: number;
        /** The tube's height over its width; 1 where left out. */
        flatten?: number;
      }
    | { kind: 'sheet'; width: number; depth: number; waves: number; amplitude: number };
  /** Base colour `#rrggbb`, and the second colour of the pattern. */
  colours: [string, string];
  pattern: 'grain' | 'weave' | 'brushed' | 'marble' | 'stripe' | 'plain';
  metallic: number;
  roughness: number;
}

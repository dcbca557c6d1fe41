import type { FocalPoint } from '#kit/graph/pictures/addresses.ts';
import type { Localized } from '../texts/localized.ts';

/** What shows a product and its variants, with the names of the graph. */

/** A picture. Its URL is absolute, or the key of an object in the media bucket. */
export interface Picture extends Localized {
  url: string;
  altText: string;
  width: number | null;
  height: number | null;
  /** In Base64. */
  thumbhash?: string | null;
  /** Fractions of the sides. */
  focalPoint?: FocalPoint | null;
}

export interface ProductOptionRow extends Localized {
  id: string;
  /** The name in English. */
  key: string;
  name: string;
  values: string[];
  optionValues: OptionValueRow[];
}

export interface OptionValueRow extends Localized {
  id: string;
  /** The value in English. */
  key: string;
  name: string;
  swatch: SwatchRow | null;
}

/** The look of an option value; at least one part is not null. */
export interface SwatchRow {
  /** `#rrggbb`, in lower case. */
  colour: string | null;
  image: Picture | null;
}

export interface VideoRow extends Localized {
  sources: { url: string; contentType: string; width: number | null; height: number | null }[];
  poster: Picture | null;
  altText: string | null;
  durationSeconds: number | null;
}

/** An item of a product's media. Its `id` is unique within the product and stays when the order changes. */
export type MediaRow =
  | ({ kind: 'Image'; id: string } & Picture)
  | ({ kind: 'Video'; id: string } & VideoRow)
  | { kind: 'ProductModel'; id: string; productId: string };

/** In millimetres. */
export interface DimensionsRow {
  length: number;
  width: number;
  height: number | null;
  unit: 'MILLIMETRES';
}

export interface WeightRow {
  value: number;
  unit: 'GRAMS';
}

/** A fact about a product: a label and a value under a key that is the same in every language. */
export interface SpecificationRow extends Localized {
  key: string;
  label: string;
  value: string;
}

/** What a page shows of a product besides its texts and pictures. */
export interface ProductFacts {
  specifications: SpecificationRow[];
  dimensions: DimensionsRow | null;
  weight: WeightRow | null;
  originCountry: string | null;
  hsCode: string | null;
}

export interface SeoRow extends Localized {
  title: string;
  description: string | null;
  image: Picture | null;
}

/** What a variant contains, and the quantity by which it is compared. Both are whole numbers of the unit. */
export interface ContentRow {
  value: number;
  per: number;
  unit: 'MILLILITRES' | 'GRAMS' | 'CENTIMETRES' | 'PIECES';
}

/** When a sale starts and ends. RFC 3339; null where no time was set. */
export interface SaleDates {
  startsAt: string | null;
  endsAt: string | null;
}

export interface BarcodeRow {
  type: 'GTIN_8' | 'GTIN_12' | 'GTIN_13' | 'GTIN_14' | 'OTHER';
  value: string;
}

/** A part of a variant, and its stock by location. */
export interface StockedPart {
  /** Pieces of this part in one variant. */
  required: number;
  /** Pieces that are not reserved, by location id. */
  available: ReadonlyMap<string, number>;
}

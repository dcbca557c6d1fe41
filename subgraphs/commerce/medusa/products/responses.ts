import type { MedusaCollection, Metadata, Raw } from '../responses.ts';
import type { Translated } from '../texts/translated.ts';

/** The parts of the store API's responses that commerce reads. A product contains only the requested `fields`. */
export interface MedusaProduct extends Translated {
  id: string;
  handle?: string;
  title?: string;
  subtitle?: string | null;
  description?: string | null;
  thumbnail?: string | null;
  images?: MedusaImage[];
  options?: MedusaOption[];
  variants?: MedusaVariant[];
  collection_id?: string | null;
  collection?: MedusaCollection | null;
  categories?: { id: string }[];
  tags?: ({ value: string } & Translated)[];
  weight?: number | null;
  /** In millimetres, like the others. */
  length?: number | null;
  width?: number | null;
  height?: number | null;
  origin_country?: string | null;
  hs_code?: string | null;
  metadata?: Metadata;
  created_at?: string;
  updated_at?: string;
}

export interface MedusaImage {
  url: string;
  rank?: number;
  metadata?: Metadata;
}

export interface MedusaOption extends Translated {
  id: string;
  title: string;
  metadata: Metadata;
  values: ({ id?: string; value: string; rank: number | null; metadata?: Metadata } & Translated)[];
}

export interface MedusaVariant extends Translated {
  id: string;
  ean?: string | null;
  upc?: string | null;
  barcode?: string | null;
  weight?: number | null;
  length?: number | null;
  width?: number | null;
  height?: number | null;
  /** Its own, and those of the product that belong to no variant. */
  images?: MedusaImage[];
  sku?: string | null;
  title?: string;
  variant_rank?: number | null;
  options?: { option_id: string; value: string }[];
  calculated_price?: MedusaPrice | null;
  manage_inventory?: boolean;
  allow_backorder?: boolean;
  inventory_quantity?: number;
  metadata?: Metadata;
  inventory_items?: {
    required_quantity: number;
    inventory: {
      location_levels: { location_id: string; stocked_quantity: number; reserved_quantity: number }[] | null;
    } | null;
  }[];
}

/**
 * Amounts are numbers and, exactly, `raw_…`; both are null where the region has no price. Amounts with and without tax are
 * present where the query had a country and the region calculates taxes automatically.
 */
export interface MedusaPrice {
  raw_calculated_amount: Raw | null;
  raw_original_amount: Raw | null;
  is_calculated_price_tax_inclusive?: boolean;
  calculated_amount_with_tax?: number;
  calculated_amount_without_tax?: number;
  is_original_price_tax_inclusive?: boolean;
  original_amount_with_tax?: number;
  original_amount_without_tax?: number;
  currency_code: string | null;
  /** The price that applies; its price list is null where it is the price of the catalogue. */
  calculated_price?: { price_list_id: string | null } | null;
}

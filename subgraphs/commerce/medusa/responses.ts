import type { Translated } from './texts/translated.ts';

/** The parts of the store API's responses that commerce reads, without those about products. */
export interface MedusaCollection extends Translated {
  id: string;
  handle: string;
  title: string;
  metadata: Metadata;
  updated_at?: string;
}

export interface MedusaCategory extends Translated {
  id: string;
  handle: string;
  name: string;
  description: string;
  parent_category_id: string | null;
  rank: number;
  metadata?: Metadata;
  updated_at?: string;
}

export interface MedusaRegion {
  id: string;
  name: string;
  currency_code: string;
  metadata: Metadata;
  prices_include_tax: boolean;
  /** The names in other languages by locale. */
  names?: Record<string, string>;
  countries: { iso_2: string; display_name: string; has_taxes_by_province: boolean }[];
}

export interface MedusaDelivery extends Translated {
  id: string;
  name: string;
  description: string | null;
  data: Metadata;
  is_pickup: boolean;
  location_id: string | null;
  countries: string[];
  prices: { amount: string; currency_code: string; region_id: string | null }[];
  free_from: { amount: string; currency_code: string; region_id: string | null }[];
}

export interface MedusaLocation {
  id: string;
  name: string;
  metadata: Metadata;
  address: MedusaAddress | null;
  fulfillment_sets?: ({ type: string } | null)[] | null;
}

export interface MedusaLine extends MedusaCharge {
  id: string;
  title: string;
  product_title: string | null;
  variant_id: string | null;
  metadata?: Metadata;
  quantity: number;
  unit_price: number;
  created_at: string;
  /** In carts: see `texts/lines.ts`. Lines of orders have them in their metadata. */
  names?: unknown;
}

/** A line of an order, with the product as it was bought. Orders of earlier versions have no option values. */
export interface MedusaOrderLine extends MedusaLine {
  variant_sku: string | null;
  variant_title: string | null;
  variant_option_values: { name: string; value: string }[] | null;
  thumbnail: string | null;
}

export interface MedusaShippingMethod extends MedusaCharge {
  id: string;
  shipping_option_id: string | null;
  name: string;
  amount: number;
  data?: Metadata;
}

/** The cost of a line or a shipping method, for its whole quantity, with fractions of a minor unit. */
export interface MedusaCharge {
  is_tax_inclusive: boolean;
  total: number;
  tax_total: number;
  original_total: number;
  original_tax_total: number;
  tax_lines?: MedusaTaxLine[];
}

export interface MedusaTaxLine {
  code: string;
  description: string | null;
  rate: number;
}

/** The parts of a cart or an order that its cost is calculated from. */
export interface MedusaCost {
  id?: string;
  currency_code: string;
  total: number;
  items: MedusaLine[];
  shipping_methods?: MedusaShippingMethod[];
  credit_line_total?: number;
}

export interface MedusaAddress {
  first_name: string | null;
  last_name: string | null;
  company: string | null;
  address_1: string | null;
  address_2: string | null;
  city: string | null;
  province: string | null;
  postal_code: string | null;
  country_code: string | null;
  phone: string | null;
}

export interface MedusaCart extends MedusaCost {
  id: string;
  email: string | null;
  region_id: string | null;
  item_total: number;
  metadata?: Metadata;
  promotions?: { code: string | null; is_automatic: boolean }[];
  payment_collection?: {
    payment_sessions?: { id: string; provider_id: string; status: string; amount: number }[];
  } | null;
  shipping_address: MedusaAddress | null;
  billing_address: MedusaAddress | null;
  created_at: string;
  updated_at: string;
  completed_at: string | null;
}

/** A buyer's wish to cancel, in the metadata of an order. */
export interface MedusaCancellation {
  state: string;
  reason: string | null;
  requested_at: string;
}

export interface MedusaOrder extends MedusaCost {
  id: string;
  items: MedusaOrderLine[];
  canceled_at?: string | null;
  display_id: number;
  email: string | null;
  status: string;
  metadata?: Metadata;
  fulfillment_status: string;
  shipping_address: MedusaAddress | null;
  billing_address: MedusaAddress | null;
  fulfillments?: {
    id: string;
    created_at: string;
    shipped_at: string | null;
    delivered_at: string | null;
    canceled_at: string | null;
    items?: { line_item_id: string; quantity: number }[];
    labels?: { tracking_number: string; tracking_url: string | null }[];
  }[];
  created_at: string;
}

export interface MedusaShippingOption {
  id: string;
  name: string;
  /** Missing where the option has no price in the cart's market. */
  amount?: number | null;
  type?: { description: string | null } | null;
}

export interface MedusaCustomer {
  id: string;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  phone: string | null;
  created_at: string;
}

/** Custom values of a row. */
export type Metadata = Record<string, unknown> | null;
/** A number as its digits. */
export type Raw = { value: string };

import type { ProductSort } from '#generated/commerce.ts';
import type { Slice } from '#kit/graph/connection.ts';

/** Conditions on products, combined by AND. A list matches any of its items and must not be empty. */
export interface ProductConditions {
  ids?: readonly string[] | null;
  handles?: readonly string[] | null;
  variantIds?: readonly string[];
  collectionIds?: readonly string[];
  categoryIds?: readonly string[];
  tagIds?: readonly string[];
  createdAfter?: Date | null;
  updatedAfter?: Date | null;
}

/** The sort orders of Medusa. Commerce sorts by the others itself. */
export type MedusaSort = Exclude<ProductSort, 'MANUAL' | 'BEST_SELLING'>;

export interface ProductQuery extends ProductConditions {
  /** The fields to read in addition to the id (`fields.ts`). */
  fields: readonly string[];
  page: Slice;
  sort?: MedusaSort;
  /** Products that may be delivered to this country come first: ISO 3166-1, two letters. */
  deliverableFirst?: string | null;
  /** Required when the fields include prices. */
  regionId?: string;
  /** Required when the fields include taxes of prices. */
  countryCode?: string;
}

/** One page of rows, and the number of rows on all pages. */
export interface Rows<Row> {
  rows: Row[];
  totalCount: number;
}

/** Rows that were requested by handles of any language. */
export interface RowsByHandle<Row> extends Rows<Row> {
  /** A row for each of its handles that the request or the rows name. */
  byHandle: ReadonlyMap<string, Row>;
}

const chargeFields = [
  ...['is_tax_inclusive', 'total', 'tax_total', 'original_total', 'original_tax_total'],
  ...['tax_lines.code', 'tax_lines.description', 'tax_lines.rate'],
];

/** The fields of costs. Medusa calculates costs only where the fields include a total. */
const costFields = [
  ...['total', 'credit_line_total'],
  ...[
    'id',
    'title',
    'product_title',
    'variant_id',
    'quantity',
    'unit_price',
    'metadata',
    'created_at',
    ...chargeFields,
  ].map((field) => `items.${field}`),
  ...['id', 'shipping_option_id', 'name', 'amount', 'data', ...chargeFields].map(
    (field) => `shipping_methods.${field}`,
  ),
];

const addressFields = ['shipping_address', 'billing_address'].flatMap((address) =>
  [
    ...['first_name', 'last_name', 'company', 'address_1', 'address_2', 'city', 'province', 'postal_code'],
    ...['country_code', 'phone'],
  ].map((field) => `${address}.${field}`),
);

/** The fields to read of a cart. */
export const cartFields = [
  ...[
    'id',
    'email',
    'region_id',
    'currency_code',
    'metadata',
    'created_at',
    'updated_at',
    'completed_at',
    'item_total',
  ],
  ...['promotions.code', 'promotions.is_automatic'],
  ...['id', 'provider_id', 'status', 'amount'].map((field) => `payment_collection.payment_sessions.${field}`),
  ...costFields,
  ...addressFields,
].join();

/** The fields to read of an order. */
export const orderFields = [
  'canceled_at',
  ...['items.variant_sku', 'items.variant_title', 'items.variant_option_values', 'items.thumbnail'],
  ...['id', 'display_id', 'email', 'status', 'fulfillment_status', 'currency_code', 'metadata', 'created_at'],
  ...['id', 'created_at', 'shipped_at', 'delivered_at', 'canceled_at', 'items.line_item_id', 'items.quantity'].map(
    (field) => `fulfillments.${field}`,
  ),
  ...['labels.tracking_number', 'labels.tracking_url'].map((field) => `fulfillments.${field}`),
  ...costFields,
  ...addressFields,
].join();

/** The fields to read of a customer. */
export const customerFields = ['id', 'email', 'first_name', 'last_name', 'phone', 'created_at'].join();

/** Medusa's `order` parameter for each of its sort orders. */
export const sortOrders: Record<MedusaSort, string> = {
  CREATED_AT_DESC: '-created_at',
  CREATED_AT_ASC: 'created_at',
  UPDATED_AT_DESC: '-updated_at',
  UPDATED_AT_ASC: 'updated_at',
  TITLE_ASC: 'title',
  TITLE_DESC: '-title',
};

/** Medusa's query parameters for conditions on products and collections. */
export function toParameters(conditions: ProductConditions): Record<string, unknown> {
  return {
    id: conditions.ids,
    handle: conditions.handles,
    variants: conditions.variantIds && { id: conditions.variantIds },
    collection_id: conditions.collectionIds,
    category_id: conditions.categoryIds,
    tag_id: conditions.tagIds,
    created_at: conditions.createdAfter && { $gt: conditions.createdAfter.toISOString() },
    updated_at: conditions.updatedAfter && { $gt: conditions.updatedAfter.toISOString() },
  };
}

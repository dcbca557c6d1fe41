import type { Cost, ShippingMethodRow, TaxedMoney, TaxLineRow } from './cost-rows.ts';
import type { Money } from './money.ts';

/**
 * What Medusa tells, in the words of the graph. Of a product and its variants only what was asked for by
 * `fields.ts` is filled; the rest is null or empty.
 */
export interface ProductRow {
  id: string;
  handle: string;
  title: string;
  subtitle: string | null;
  description: string | null;
  thumbnail: Picture | null;
  images: Picture[];
  options: ProductOptionRow[];
  allVariants: VariantRow[];
  collection: CollectionRow | null;
  collectionId: string | null;
  categoryIds: string[];
  tags: string[];
  weight: { value: number; unit: 'GRAMS' } | null;
  originCountry: string | null;
  hsCode: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface Picture {
  url: string;
  altText: string;
  width: number | null;
  height: number | null;
}

export interface ProductOptionRow {
  id: string;
  name: string;
  values: string[];
}

export interface VariantRow {
  id: string;
  product: ProductRow;
  sku: string | null;
  title: string;
  selectedOptions: { name: string; value: string }[];
  price: Money | null;
  /** The price before a reduction; null when there is none. */
  compareAtPrice: Money | null;
  /** Null where the tax is not known. */
  taxedPrice: TaxedMoney | null;
  /** Whether pieces are counted; where not, it can always be sold. */
  isCounted: boolean;
  /** Whether it may be sold when none is left. */
  isBackordered: boolean;
  /** Pieces that can be sold now; may be negative after backorders. */
  quantity: number;
  /** What lies at the locations that keep it, for each part it is made of. */
  stock: StockedPart[];
}

/** One kind of piece a variant needs, and where such pieces lie. */
export interface StockedPart {
  /** Pieces that one variant takes. */
  required: number;
  /** Pieces not yet promised to anyone, by location id. */
  available: ReadonlyMap<string, number>;
}

export interface LocationRow {
  id: string;
  name: string;
  countryCode: string | null;
}

export interface CollectionRow {
  id: string;
  handle: string;
  title: string;
  description: string | null;
}

export interface CategoryRow {
  id: string;
  handle: string;
  name: string;
  description: string | null;
  parentId: string | null;
  /** Its place among its siblings. */
  rank: number;
}

export interface RegionRow {
  id: string;
  name: string;
  currencyCode: string;
  pricesIncludeTax: boolean;
  /** By name. */
  countries: CountryRow[];
  /** The one meant when only the region is known; null when it has none. */
  leadingCountry: CountryRow | null;
  /** Whether it answers where no market is asked for. */
  isDefault: boolean;
}

export interface CountryRow {
  code: string;
  name: string;
  /** Whether the tax of what is sent there follows from the state or province. */
  hasTaxesByProvince: boolean;
}

export interface CartRow {
  id: string;
  email: string | null;
  shippingAddress: AddressRow | null;
  billingAddress: AddressRow | null;
  regionId: string | null;
  lines: LineRow[];
  totalQuantity: number;
  cost: Cost;
  discountCodes: { code: string }[];
  shippingMethod: ShippingMethodRow | null;
  /** Where it will be sent, as far as it follows from the market alone. */
  destination: { countryCode: string | null; province: string | null };
  payment: PaymentRow | null;
  createdAt: string;
  updatedAt: string;
  completedAt: string | null;
}

export interface AddressRow {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  line1: string | null;
  line2: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
  countryCode: string | null;
  phone: string | null;
}

export interface PaymentRow {
  id: string;
  providerId: string;
  status: 'PENDING' | 'REQUIRES_MORE' | 'AUTHORIZED' | 'CAPTURED' | 'ERROR' | 'CANCELED';
  amount: Money;
}

export interface ShippingOptionRow {
  id: string;
  name: string;
  description: string | null;
  price: Money | null;
}

/** So many pieces of a variant in a cart or an order. */
export interface LineRow {
  id: string;
  title: string;
  variantId: string | null;
  quantity: number;
  unitPrice: Money;
  taxedUnitPrice: TaxedMoney | null;
  total: Money;
  taxedTotal: TaxedMoney | null;
  taxLines: TaxLineRow[];
}

export interface OrderRow {
  id: string;
  number: number;
  email: string | null;
  status: 'PENDING' | 'COMPLETED' | 'CANCELED' | 'ARCHIVED' | 'REQUIRES_ACTION' | 'DRAFT';
  fulfillmentStatus:
    | 'NOT_FULFILLED'
    | 'PARTIALLY_FULFILLED'
    | 'FULFILLED'
    | 'PARTIALLY_SHIPPED'
    | 'SHIPPED'
    | 'PARTIALLY_DELIVERED'
    | 'DELIVERED'
    | 'CANCELED';
  lines: LineRow[];
  cost: Cost;
  total: Money;
  shippingMethod: ShippingMethodRow | null;
  shippingAddress: AddressRow | null;
  billingAddress: AddressRow | null;
  fulfillments: FulfillmentRow[];
  placedAt: string;
}

export interface FulfillmentRow {
  id: string;
  shippedAt: string | null;
  deliveredAt: string | null;
  lines: { orderLineId: string; quantity: number }[];
  tracking: { number: string; url: string | null }[];
}

export interface CustomerRow {
  id: string;
  /** Null while they have given none. */
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  createdAt: string;
}

/** An address of a customer's address book. */
export interface CustomerAddressRow {
  id: string;
  address: AddressRow;
  isDefaultShipping: boolean;
  isDefaultBilling: boolean;
}

export interface Changes {
  productIds: string[];
  cursor: string;
  hasMore: boolean;
}

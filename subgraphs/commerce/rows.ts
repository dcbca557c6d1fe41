import type { DeliveryRestriction, OpeningHours } from '#generated/commerce.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Position } from '#kit/graph/market.ts';
import type { GiftRow } from './carts/gift-rows.ts';
import type { PersonalizationRow } from './carts/line-attribute-rows.ts';
import type { LineRow } from './carts/line-rows.ts';
import type { Cost, ShippingMethodRow, TaxedMoney } from './cost-rows.ts';
import type { ProductLimits, VariantLimits } from './limited-rows.ts';
import type { Money } from './money.ts';
import type { CartPaymentRow } from './payments/payment-rows.ts';
import type {
  BarcodeRow,
  ContentRow,
  DimensionsRow,
  MediaRow,
  Picture,
  ProductFacts,
  ProductOptionRow,
  SeoRow,
  StockedPart,
  WeightRow,
} from './products/presentation-rows.ts';
import type { Localized, WithHandles } from './texts/localized.ts';

/**
 * A product from Medusa with the names of the graph. Only requested fields (`medusa/fields.ts`) of a product and its
 * variants have values; the others are null or empty.
 */
export interface ProductRow extends ProductLimits, ProductFacts, Localized, WithHandles {
  id: string;
  handle: string;
  title: string;
  subtitle: string | null;
  description: string | null;
  thumbnail: Picture | null;
  images: Picture[];
  allMedia: MediaRow[];
  options: ProductOptionRow[];
  allVariants: VariantRow[];
  collection: CollectionRow | null;
  collectionId: string | null;
  categoryIds: string[];
  tags: string[];
  /** In English, by which collections select products. */
  englishTags: string[];
  personalizations: PersonalizationRow[];
  /** The products that the editors recommend with it, in their order. */
  complementaryIds: string[];
  seo: SeoRow;
  deliveryRestrictions: DeliveryRestriction[];
  createdAt: string;
  updatedAt: string;
}

export interface VariantRow extends VariantLimits, Localized {
  id: string;
  product: ProductRow;
  sku: string | null;
  title: string;
  selectedOptions: { name: string; value: string }[];
  image: Picture | null;
  images: Picture[];
  barcodes: BarcodeRow[];
  dimensions: DimensionsRow | null;
  weight: WeightRow | null;
  price: Money | null;
  /** The price before a reduction; null when the price is not reduced. */
  compareAtPrice: Money | null;
  /** The price list that the price is from; null where it is the price of the catalogue. */
  saleId: string | null;
  content: ContentRow | null;
  /** Null where the tax is unknown. */
  taxedPrice: TaxedMoney | null;
  /** Null where the price is not reduced, or the tax is unknown. */
  taxedCompareAtPrice: TaxedMoney | null;
  /** Whether stock is counted; a variant that is not counted can always be sold. */
  isCounted: boolean;
  /** Whether it may be sold while out of stock. */
  isBackordered: boolean;
  /** Pieces in stock that are not reserved; negative after backorders. */
  quantity: number;
  /** The stock of each part that the variant consists of. */
  stock: StockedPart[];
}

export interface LocationRow {
  id: string;
  name: string;
  countryCode: string | null;
  position: Position | null;
  address: AddressRow | null;
  /** IANA. */
  timeZone: string | null;
  /** The local time until which orders leave on the same day, `HH:MM`. */
  cutOff: string | null;
  isPickupPoint: boolean;
  openingHours: OpeningHours[];
}

/** A way of delivery or pick-up, for all markets. */
export interface DeliveryOptionRow extends Localized {
  id: string;
  name: string;
  description: string | null;
  kind: 'DELIVERY' | 'PICKUP';
  /** The stock location of its fulfilment set. */
  locationId: string | null;
  /** The codes of the countries to which it delivers. */
  countries: string[];
  workingDays: { min: number; max: number } | null;
  /** Its prices; one without a region is for all regions with its currency. */
  prices: { price: Money; regionId: string | null }[];
  /** The totals of the lines from which it is free, with regions as above. */
  freeFrom: { price: Money; regionId: string | null }[];
}

export interface CollectionRow extends Localized, WithHandles {
  id: string;
  handle: string;
  title: string;
  description: string | null;
  image: Picture | null;
  seo: SeoRow;
  /** The products with this tag are in the collection, instead of those that are assigned to it; null without one. */
  tag: string | null;
  /** The ids of products in the order of the editors. */
  productOrder: string[];
  /** Empty where it was read with a product. */
  updatedAt: string;
}

export interface CategoryRow extends Localized, WithHandles {
  id: string;
  handle: string;
  name: string;
  description: string | null;
  image: Picture | null;
  seo: SeoRow;
  parentId: string | null;
  /** The position among its siblings. */
  rank: number;
  /** The ids of products in the order of the editors. */
  productOrder: string[];
  updatedAt: string;
}

export interface RegionRow {
  id: string;
  /** In English. */
  name: string;
  /** In other languages, where it is translated. */
  names?: Partial<Record<Language, string>>;
  currencyCode: string;
  pricesIncludeTax: boolean;
  /** Whether buyers pay no import duties; null when unknown. */
  dutiesIncluded: boolean | null;
  /** In the order of their names. */
  countries: CountryRow[];
  /** The country of requests without a country of the region; null when the region has none. */
  defaultCountry: CountryRow | null;
  /** Whether it is the region of requests without a market. */
  isDefault: boolean;
}

export interface CountryRow {
  code: string;
  name: string;
  /** Whether its taxes depend on the state or province. */
  hasTaxesByProvince: boolean;
}

export interface CartRow {
  id: string;
  /** That of its last change. */
  language: Language;
  email: string | null;
  shippingAddress: AddressRow | null;
  billingAddress: AddressRow | null;
  regionId: string | null;
  lines: LineRow[];
  totalQuantity: number;
  cost: Cost;
  /** The total of the lines, after discounts and with tax, in major units and not rounded. */
  itemTotal: number;
  note: string | null;
  gift: GiftRow | null;
  discountCodes: { code: string }[];
  shippingMethod: ShippingMethodRow | null;
  /** The destination as far as Medusa knows it, before a buyer gives an address. */
  destination: { countryCode: string | null; province: string | null };
  payment: CartPaymentRow | null;
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

export interface ShippingOptionRow {
  id: string;
  name: string;
  description: string | null;
  price: Money | null;
}

export interface CustomerRow {
  id: string;
  /** Null while the customer has none. */
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  createdAt: string;
}

/** An entry of a customer's address book. */
export interface CustomerAddressRow {
  id: string;
  address: AddressRow;
  isDefaultShipping: boolean;
  isDefaultBilling: boolean;
}

/** An order that was just placed. */
export interface PlacedOrder {
  orderId: string;
  /** The products whose stock it reduces. Medusa's cache has no older stock of them. */
  productIds: string[];
}

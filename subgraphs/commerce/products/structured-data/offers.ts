import type { StructuredData } from '#kit/graph/structured-data/json-ld.ts';
import type { ResolvedMarket } from '../../market.ts';
import { span } from '../../money.ts';
import type { ProductRow, VariantRow } from '../../rows.ts';
import type { SaleDates } from '../presentation-rows.ts';
import { isForSale } from '../stock.ts';

/** What offers depend on, besides the product. */
export interface OfferTerms {
  /** The market of the prices; null when no region has a country. */
  market: ResolvedMarket | null;
  /** The dates of the price lists that reduce prices now, by id. */
  sales: ReadonlyMap<string, SaleDates>;
  /** The days after delivery in which a buyer may return what was not personalized. */
  returnDays: number;
  /** The URL of the page of the product; null where it is unknown. */
  url: string | null;
}

/**
 * The offers of the variants that have a price in the market: an `Offer` for one, an `AggregateOffer` with their range for several,
 * null for none. Amounts are the prices of the graph, with or without tax like these.
 */
export function offersOf(product: ProductRow, terms: OfferTerms): StructuredData | null {
  const priced = pricedOf(product);
  const [only, second] = priced;
  if (!only) return null;
  if (!second) return offerOf(only, product, terms);
  const range = span(priced.map(({ price }) => price));
  return {
    '@type': 'AggregateOffer',
    lowPrice: range?.min.amount,
    highPrice: range?.max.amount,
    priceCurrency: range?.min.currencyCode,
    offerCount: priced.length,
  };
}

/** The variants that have a price in the market. */
export function pricedOf({ allVariants }: ProductRow): PricedVariant[] {
  return allVariants.flatMap((variant) => (variant.price ? [{ ...variant, price: variant.price }] : []));
}

/** The SKU and the GTINs of a variant. */
export function numbersOf({ sku, barcodes }: Pick<VariantRow, 'sku' | 'barcodes'>): StructuredData {
  const gtin = barcodes.find(({ type }) => type !== 'OTHER');
  return { sku, ...(gtin && { [gtin.type.toLowerCase().replace('_', '')]: gtin.value }) };
}

export type PricedVariant = VariantRow & { price: NonNullable<VariantRow['price']> };

/** The offer of one variant. */
export function offerOf(variant: PricedVariant, product: ProductRow, terms: OfferTerms): StructuredData {
  const { price, compareAtPrice, preOrder } = variant;
  const endsAt = compareAtPrice && variant.saleId ? terms.sales.get(variant.saleId)?.endsAt : null;
  const includesTax = terms.market?.region.pricesIncludeTax ?? null;
  const specification = (amount: typeof price, type?: string) => ({
    '@type': 'UnitPriceSpecification',
    ...(type && { priceType: `https://schema.org/${type}` }),
    price: amount.amount,
    priceCurrency: amount.currencyCode,
    valueAddedTaxIncluded: includesTax,
  });
  const availability = availabilityOf(variant);
  return {
    '@type': 'Offer',
    ...numbersOf(variant),
    url: terms.url,
    price: price.amount,
    priceCurrency: price.currencyCode,
    priceSpecification: compareAtPrice
      ? [specification(price), specification(compareAtPrice, 'StrikethroughPrice')]
      : specification(price),
    priceValidUntil: endsAt ? lastDayBefore(endsAt) : null,
    availability: `https://schema.org/${availability}`,
    availabilityStarts: availability === 'PreOrder' ? preOrder?.releasesAt.toISOString() : null,
    itemCondition: 'https://schema.org/NewCondition',
    areaServed: terms.market && { '@type': 'Country', name: terms.market.country.code },
    hasMerchantReturnPolicy: returnPolicyOf(product, terms),
  };
}

function availabilityOf(variant: VariantRow): string {
  if (!isForSale(variant)) return 'OutOfStock';
  if (!variant.isCounted || variant.quantity > 0) return 'InStock';
  return variant.preOrder ? 'PreOrder' : 'BackOrder';
}

/** The policy of returns in the country of the market. What is always personalized cannot be returned. */
function returnPolicyOf({ personalizations }: ProductRow, { market, returnDays }: OfferTerms): StructuredData | null {
  if (!market) return null;
  const isReturned = !personalizations.some(({ isRequired }) => isRequired);
  return {
    '@type': 'MerchantReturnPolicy',
    applicableCountry: market.country.code,
    returnPolicyCategory: `https://schema.org/${isReturned ? 'MerchantReturnFiniteReturnWindow' : 'MerchantReturnNotPermitted'}`,
    ...(isReturned && { merchantReturnDays: returnDays, returnMethod: 'https://schema.org/ReturnByMail' }),
  };
}

/** The day in UTC of the last millisecond before an instant. */
function lastDayBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1).toISOString().slice(0, 10);
}

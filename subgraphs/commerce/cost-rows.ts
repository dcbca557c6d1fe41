import type { Language } from '#kit/graph/languages/language.ts';
import type { DeliveryTexts } from './medusa/texts/deliveries.ts';
import type { Money } from './money.ts';
import type { ShippingPromise } from './shipping/estimate.ts';

/** An amount split into net and tax: gross is exactly net plus tax. */
export interface TaxedMoney {
  net: Money;
  tax: Money;
  gross: Money;
}

/** One tax of a line, a cart or an order. */
export interface TaxLineRow {
  name: string;
  /** In percent. */
  rate: string;
  amount: Money;
}

/** The cost of a cart or an order. Amounts split into net and tax are null where the tax is unknown. */
export interface Cost {
  subtotal: Money;
  taxedSubtotal: TaxedMoney | null;
  discountTotal: Money;
  taxedDiscountTotal: TaxedMoney | null;
  shippingTotal: Money;
  taxedShippingTotal: TaxedMoney | null;
  taxTotal: Money;
  taxLines: TaxLineRow[];
  creditTotal: Money;
  total: Money;
  taxedTotal: TaxedMoney | null;
}

/** The shipping method of a cart or an order. */
export interface ShippingMethodRow {
  shippingOptionId: string | null;
  name: string;
  texts: DeliveryTexts;
  /** That of the order; null for a cart, whose texts are in the language of the request. */
  language: Language | null;
  price: Money;
  total: Money;
  taxedTotal: TaxedMoney | null;
  promise: ShippingPromise;
  destination: { countryCode: string | null; province: string | null };
  /** Null for a cart. */
  orderedAt: Date | null;
  /** The variants of a cart's lines, which may have to be released first. None for an order: its promise has the release. */
  variantIds: readonly (string | null)[];
}

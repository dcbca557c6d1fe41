import type { Money } from './money.ts';

/** An amount and the tax in it: gross is exactly net plus tax. */
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

/** What a cart or an order costs, part by part. What has its tax taken apart is null where the tax is not known. */
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

/** How a cart or an order is sent. */
export interface ShippingMethodRow {
  shippingOptionId: string | null;
  name: string;
  price: Money;
  total: Money;
  taxedTotal: TaxedMoney | null;
}

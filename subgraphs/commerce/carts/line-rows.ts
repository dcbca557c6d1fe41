import type { TaxedMoney, TaxLineRow } from '../cost-rows.ts';
import type { Money } from '../money.ts';
import type { Localized } from '../texts/localized.ts';
import type { LineAttributeRow } from './line-attribute-rows.ts';

/** What a line of a cart or an order is called, in its language. */
export interface LineTexts extends Localized {
  title: string;
  variantTitle: string | null;
  selectedOptions: ({ name: string; value: string } & Localized)[];
  attributes: LineAttributeRow[];
}

/** A variant and its quantity in a cart or an order. */
export interface LineRow extends LineTexts {
  id: string;
  variantId: string | null;
  quantity: number;
  unitPrice: Money;
  taxedUnitPrice: TaxedMoney | null;
  total: Money;
  taxedTotal: TaxedMoney | null;
  taxLines: TaxLineRow[];
}

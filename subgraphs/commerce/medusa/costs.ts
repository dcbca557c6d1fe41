import { decimalsOf, withDecimals } from '#kit/graph/currency.ts';
import { defaultLanguage, type Language } from '#kit/graph/languages/language.ts';
import type { Cost, TaxedMoney, TaxLineRow } from '../cost-rows.ts';
import { type Money, money, moneyOf } from '../money.ts';
import { taxName } from '../texts/names.ts';
import type { MedusaPrice } from './products/responses.ts';
import type { MedusaCharge, MedusaCost, MedusaTaxLine } from './responses.ts';
import {
  type Charge,
  type RoundedCharge,
  roundCharges,
  roundPrice,
  type Split,
  sumOf,
  unroundedPerMinorUnit,
} from './rounding.ts';

/** Called with a cart or an order whose total at Medusa differs from the sum of its parts. */
export type ReportDifference = (of: MedusaCost) => void;

/** The cost of a line or a shipping method. */
export interface ChargeCost {
  price: Money;
  taxedPrice: TaxedMoney;
  /** The reduction by discounts. */
  taxedDiscount: TaxedMoney;
  total: Money;
  taxedTotal: TaxedMoney;
  taxLines: TaxLineRow[];
}

/**
 * The cost of a cart or an order, of its lines and of its shipping methods, in their order. Rounded parts add up
 * exactly to rounded totals. The total is Medusa's, since that amount is charged. The difference between lines plus
 * shipping and the total is shown as credits; where Medusa's credits differ from it by half a minor unit or more,
 * `report` is called. Names of taxes are in the language.
 */
export function toCosts(
  from: MedusaCost,
  report: ReportDifference = () => {},
  language: Language = defaultLanguage,
): { cost: Cost; lines: ChargeCost[]; shipping: ChargeCost[]; shippingTotal: TaxedMoney } {
  const { currency_code, items, shipping_methods: methods = [], credit_line_total: credits = 0 } = from;
  const currency = currency_code.toUpperCase();
  const all = [...items, ...methods];
  const exact = (amount: number) => unrounded(amount, decimalsOf(currency));
  const charges = all.map((charge) => toCharge(charge, exact));
  const creditAmount = charges.reduce((sum, { discounted }) => sum + discounted.gross, -exact(from.total));
  const difference = creditAmount - exact(credits);
  if (2n * (difference < 0n ? -difference : difference) >= unroundedPerMinorUnit) report(from);
  const { charged, credits: creditTotal } = roundCharges(charges, creditAmount);
  const prices = [...items.map(({ unit_price }) => unit_price), ...methods.map(({ amount }) => amount)];
  const costs = charged.map((each, index): ChargeCost => {
    const { is_tax_inclusive: includesTax, tax_lines = [] } = all[index] as MedusaCharge;
    const price = prices[index] as number;
    return {
      price: money(price, currency),
      taxedPrice: taxed(roundPrice(splitPrice(exact(price), includesTax, tax_lines), includesTax), currency),
      taxedDiscount: taxed(each.discount, currency),
      total: moneyOf(each.total.gross, currency),
      taxedTotal: taxed(each.total, currency),
      taxLines: tax_lines.map((line, place) => toTaxLine(line, each.taxes[place] as bigint, currency, language)),
    };
  });
  const [ofLines, ofShipping] = [charged.slice(0, items.length), charged.slice(items.length)];
  return {
    cost: toCost(ofLines, ofShipping, creditTotal, currency, taxesOf(charged, all, currency, language)),
    lines: costs.slice(0, items.length),
    shipping: costs.slice(items.length),
    shippingTotal: taxed(sumOf(ofShipping.map(({ total }) => total)), currency),
  };
}

/** The price of a variant split into net and tax; null where Medusa does not return the tax. */
export function toTaxedPrice(from: MedusaPrice): TaxedMoney | null {
  return toTaxed(
    from.calculated_amount_with_tax,
    from.calculated_amount_without_tax,
    from.is_calculated_price_tax_inclusive,
    from.currency_code,
  );
}

/** The price of a variant before a reduction, as `toTaxedPrice`. */
export function toTaxedOriginal(from: MedusaPrice): TaxedMoney | null {
  return toTaxed(
    from.original_amount_with_tax,
    from.original_amount_without_tax,
    from.is_original_price_tax_inclusive,
    from.currency_code,
  );
}

function toTaxed(gross?: number, net?: number, isTaxInclusive = false, code?: string | null): TaxedMoney | null {
  if (gross === undefined || net === undefined || !code) return null;
  const currency = code.toUpperCase();
  const exact = (amount: number) => unrounded(amount, decimalsOf(currency));
  const split = { net: exact(net), tax: exact(gross) - exact(net), gross: exact(gross) };
  return taxed(roundPrice(split, isTaxInclusive), currency);
}

function toCost(
  lines: readonly RoundedCharge[],
  shipping: readonly RoundedCharge[],
  credits: bigint,
  currency: string,
  taxLines: TaxLineRow[],
): Cost {
  const both = [...lines, ...shipping];
  const subtotal = sumOf(lines.map(({ original }) => original));
  const shippingTotal = sumOf(shipping.map(({ original }) => original));
  const discount = sumOf(both.map((each) => each.discount));
  const total = sumOf(both.map((each) => each.total));
  return {
    subtotal: moneyOf(subtotal.net, currency),
    taxedSubtotal: taxed(subtotal, currency),
    discountTotal: moneyOf(discount.net, currency),
    taxedDiscountTotal: taxed(discount, currency),
    shippingTotal: moneyOf(shippingTotal.net, currency),
    taxedShippingTotal: taxed(shippingTotal, currency),
    taxTotal: moneyOf(total.tax, currency),
    taxLines,
    creditTotal: moneyOf(credits, currency),
    total: moneyOf(total.gross - credits, currency),
    taxedTotal: taxed(total, currency),
  };
}

/** The taxes of all charges; taxes of the same name and rate are added up. */
function taxesOf(
  charged: readonly RoundedCharge[],
  from: readonly MedusaCharge[],
  currency: string,
  language: Language,
): TaxLineRow[] {
  const taxes = new Map<string, { line: MedusaTaxLine; amount: bigint }>();
  for (const [index, each] of charged.entries()) {
    for (const [place, line] of (from[index]?.tax_lines ?? []).entries()) {
      const key = `${nameOf(line)} ${line.rate}`;
      taxes.set(key, { line, amount: (taxes.get(key)?.amount ?? 0n) + (each.taxes[place] as bigint) });
    }
  }
  return [...taxes.values()].map(({ line, amount }) => toTaxLine(line, amount, currency, language));
}

function toCharge(from: MedusaCharge, exact: (amount: number) => bigint): Charge {
  const split = (gross: number, tax: number): Split => ({
    net: exact(gross) - exact(tax),
    tax: exact(tax),
    gross: exact(gross),
  });
  return {
    includesTax: from.is_tax_inclusive,
    original: split(from.original_total, from.original_tax_total),
    discounted: split(from.total, from.tax_total),
    rates: (from.tax_lines ?? []).map(({ rate }) => unrounded(rate, 0)),
  };
}

/** An unrounded price split into net and tax. */
function splitPrice(price: bigint, includesTax: boolean, taxes: readonly MedusaTaxLine[]): Split {
  const percent = taxes.reduce((sum, { rate }) => sum + unrounded(rate, 0), 0n);
  const hundred = 100n * unroundedPerMinorUnit;
  const tax = includesTax ? (price * percent) / (hundred + percent) : (price * percent) / hundred;
  return includesTax ? { net: price - tax, tax, gross: price } : { net: price, tax, gross: price + tax };
}

function toTaxLine(line: MedusaTaxLine, amount: bigint, currency: string, language: Language): TaxLineRow {
  return { name: taxName(nameOf(line), language), rate: String(line.rate), amount: moneyOf(amount, currency) };
}

function nameOf({ description, code }: MedusaTaxLine): string {
  return description || code;
}

function taxed({ net, tax, gross }: Split, currency: string): TaxedMoney {
  return { net: moneyOf(net, currency), tax: moneyOf(tax, currency), gross: moneyOf(gross, currency) };
}

/** A number from Medusa in millionths of a minor unit: finer than any price, and coarser than floating-point errors. */
function unrounded(amount: number, decimals: number): bigint {
  return BigInt(withDecimals(amount, decimals + String(unroundedPerMinorUnit).length - 1).replace('.', ''));
}

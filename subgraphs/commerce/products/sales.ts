import type { Sale, UnitPrice } from '#generated/commerce.ts';
import { type Money, minorUnits, moneyOf } from '../money.ts';
import type { ContentRow, SaleDates } from './presentation-rows.ts';

/** The sale from one price to a lower one, with its dates; null without both prices. */
export function saleOf(
  { price, compareAtPrice }: { price: Money | null; compareAtPrice: Money | null },
  dates: SaleDates | undefined,
): Sale | null {
  if (!price || !compareAtPrice) return null;
  const [before, now] = [minorUnits(compareAtPrice), minorUnits(price)];
  const saving = before - now;
  return {
    saving: moneyOf(saving, price.currencyCode),
    percent: Number((saving * 100n) / before),
    startsAt: dates?.startsAt ?? null,
    endsAt: dates?.endsAt ?? null,
  };
}

/** The price of the quantity that a content is compared by, rounded half up; null without a price or a content. */
export function unitPriceOf(price: Money | null, content: ContentRow | null): UnitPrice | null {
  if (!price || !content) return null;
  const { value, per, unit } = content;
  const divisor = BigInt(value);
  const exact = minorUnits(price) * BigInt(per);
  return {
    price: moneyOf((2n * exact + divisor) / (2n * divisor), price.currencyCode),
    per: { value: per, unit },
    content: { value, unit },
  };
}

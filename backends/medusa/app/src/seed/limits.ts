import type { Product, Variant } from './catalogue';

/** The metadata that limits the sale of a product, as `limited/terms.ts` reads it. */
export function productLimits({ edition, purchaseLimit }: Product): Record<string, unknown> {
  return {
    ...(edition && {
      edition: {
        size: edition.size,
        withheld: Array.from({ length: edition.firstNumber - 1 }, (_, index) => index + 1),
      },
    }),
    ...(purchaseLimit && {
      purchase_limit: {
        per_order: purchaseLimit.perOrder,
        per_customer: purchaseLimit.perCustomer,
        days: purchaseLimit.days,
      },
    }),
  };
}

/** What lets Medusa sell a variant before there is stock, and limits it. */
export function variantLimits({ preOrder }: Variant): { allow_backorder: boolean; metadata: Record<string, unknown> } {
  if (!preOrder) return { allow_backorder: false, metadata: {} };
  return {
    allow_backorder: true,
    metadata: { pre_order: { releases_at: preOrder.releasesAt, limit: preOrder.limit } },
  };
}

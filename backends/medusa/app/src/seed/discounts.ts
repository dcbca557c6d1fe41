import type { MedusaContainer } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import { createPromotionsWorkflow } from '@medusajs/medusa/core-flows';

/** Discount codes, with the percentage by which each reduces the lines of a cart. */
const codes = { WELCOME10: 10 };

/** Creates the discount codes that do not exist. */
export async function seedDiscounts(container: MedusaContainer): Promise<void> {
  const promotions = container.resolve(Modules.PROMOTION);
  const found = await promotions.listPromotions({ code: Object.keys(codes) }, { select: ['code'] });
  const added = Object.entries(codes).filter(([code]) => !found.some((promotion) => promotion.code === code));
  if (added.length === 0) return;
  await createPromotionsWorkflow(container).run({
    input: {
      promotionsData: added.map(([code, value]) => ({
        code,
        type: 'standard' as const,
        status: 'active' as const,
        application_method: {
          type: 'percentage' as const,
          target_type: 'items' as const,
          allocation: 'across' as const,
          value,
        },
      })),
    },
  });
}

import { MedusaError } from '@medusajs/framework/utils';

/** How many more pieces of a variant a buyer may order, where that is fewer than they want. */
export interface Excess {
  variantId: string;
  left: number;
}

/** Refuses pieces beyond the purchase limit. The message names each variant and the pieces that the buyer may still order. */
export function refuseExcess(excess: readonly Excess[]): void {
  if (excess.length === 0) return;
  const named = excess.map(({ variantId, left }) => `${variantId} ${left}`).join(', ');
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Purchase limit exceeded: ${named}`);
}

/** The refusal of pieces that are sold out, like Medusa's own. */
export function soldOut(what: string): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Not enough stock: ${what}`,
    MedusaError.Codes.INSUFFICIENT_INVENTORY,
  );
}

import type { CartLineInput, CartLineUpdateInput } from '#generated/commerce.ts';
import { type CartRefusal, mergeRefusals, refuse } from '../cart-refusals.ts';
import { availabilityFields } from '../medusa/fields.ts';
import type { Products } from '../products/products.ts';
import { piecesLeft } from '../products/stock.ts';
import type { CartRow } from '../rows.ts';
import type { LineRow } from './line-rows.ts';

/** The requested pieces of a variant, and the path of the input that requests them; null without an input. */
export interface WantedPieces {
  variantId: string | null;
  quantity: number;
  field: string[] | null;
}

/**
 * Medusa reports that pieces are unavailable, but not which. This returns an error for each unavailable line, with its
 * index in the input and the number of pieces left. `variantById` reads prices of the cart's region, with one call for all
 * lines. Other refusals are returned unchanged.
 */
export async function explainUnavailable(
  refusal: CartRefusal,
  wanted: readonly WantedPieces[],
  variantById: Products['variantById'],
): Promise<CartRefusal> {
  if (refusal.refusedVariants) return placeAtLines(refusal, wanted);
  const isAboutLines = refusal.userErrors.some(({ code }) => code === 'OUT_OF_STOCK' || code === 'VARIANT_NOT_FOUND');
  if (!isAboutLines) return refusal;
  const variants = await loadVariants(wanted, variantById);
  const pieces = new Map<string | null, number>();
  for (const { variantId, quantity } of wanted) pieces.set(variantId, (pieces.get(variantId) ?? 0) + quantity);
  const reasons = wanted.flatMap(({ variantId, field }, index) => {
    const variant = variants[index];
    if (!variant?.price) return refuse('VARIANT_NOT_FOUND', field && [...field, 'variantId']);
    const left = piecesLeft(variant);
    if (left === null || left >= (pieces.get(variantId) ?? 0)) return [];
    return refuse('OUT_OF_STOCK', field && [...field, 'quantity'], ['piecesLeft', { left }], left);
  });
  return reasons.length > 0 ? mergeRefusals(reasons) : refusal;
}

/** The lines of a cart that have no price in the region that `variantById` reads prices of. One call for all lines. */
export async function unsoldLines({ lines }: CartRow, variantById: Products['variantById']): Promise<LineRow[]> {
  const variants = await loadVariants(lines, variantById);
  return lines.filter((_, index) => !variants[index]?.price);
}

/** The pieces of a cart after lines are added: those of each line, plus those of the same variant in `before`. */
export function wantedWithAdded(
  lines: readonly CartLineInput[],
  before: readonly Omit<WantedPieces, 'field'>[] = [],
): WantedPieces[] {
  const piecesBefore = (variantId: string) =>
    before.reduce((sum, line) => sum + (line.variantId === variantId ? line.quantity : 0), 0);
  const counted = new Set<string>();
  return lines.map(({ variantId, quantity }, index) => {
    const extra = counted.has(variantId) ? 0 : piecesBefore(variantId);
    counted.add(variantId);
    return { variantId, quantity: (quantity ?? 1) + extra, field: ['lines', String(index)] };
  });
}

/** The pieces of changed lines after their quantities are changed. */
export function wantedAfterUpdate({ lines: before }: CartRow, lines: readonly CartLineUpdateInput[]): WantedPieces[] {
  return lines.map(({ id, quantity }, index) => {
    const line = before.find((one) => one.id === id);
    return {
      variantId: line?.variantId ?? null,
      quantity: quantity ?? line?.quantity ?? 0,
      field: ['lines', String(index)],
    };
  });
}

/** The pieces that a cart has; no input requests them. */
export function wantedByCart({ lines }: CartRow): WantedPieces[] {
  return lines.map(({ variantId, quantity }) => ({ variantId, quantity, field: null }));
}

/** The variant of each line, with its price and stock or other fields; null where there is none. One call for all lines. */
export function loadVariants(
  lines: readonly { variantId: string | null }[],
  variantById: Products['variantById'],
  fields: string[] = availabilityFields,
) {
  return Promise.all(
    lines.map(({ variantId }) => (variantId === null ? null : variantById.load({ key: variantId, fields }))),
  );
}

/** The errors about variants at the inputs that request these variants. */
function placeAtLines({ userErrors, refusedVariants = [] }: CartRefusal, wanted: readonly WantedPieces[]): CartRefusal {
  const placed = userErrors.map((error, index) => {
    const { field = null } = wanted.find(({ variantId }) => variantId === refusedVariants[index]) ?? {};
    return {
      ...error,
      field: field && [...field, error.code === 'PURCHASE_LIMIT_EXCEEDED' ? 'quantity' : 'variantId'],
    };
  });
  return { userErrors: placed };
}

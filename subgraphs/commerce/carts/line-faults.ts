import type { CartLineInput, CartLineUpdateInput } from '#generated/commerce.ts';
import { priceField } from '../medusa/fields.ts';
import type { Products } from '../products/products.ts';
import { sellable } from '../products/stock.ts';
import type { CartRow, LineRow } from '../rows.ts';
import { type Fault, fault, faults } from './faults.ts';

/** Pieces of a variant that a cart was to have, and the path of the input that asks for them; null where no input does. */
export interface Wanted {
  variantId: string | null;
  quantity: number;
  field: string[] | null;
}

const fields = ['manage_inventory', 'allow_backorder', 'inventory_quantity']
  .map((field) => `variants.${field}`)
  .concat(priceField);

/**
 * Medusa reports that pieces are not available, but not which. This names each line by its index in the input, with the
 * number of pieces left. `variantById` reads in the cart's region; one call, however many pieces. Any other fault stays as it is.
 */
export async function nameLines(
  refusal: Fault,
  wanted: readonly Wanted[],
  variantById: Products['variantById'],
): Promise<Fault> {
  const isOfLines = refusal.userErrors.some(({ code }) => code === 'OUT_OF_STOCK' || code === 'VARIANT_NOT_FOUND');
  if (!isOfLines) return refusal;
  const variants = await Promise.all(
    wanted.map(({ variantId }) => (variantId === null ? null : variantById.load({ key: variantId, fields }))),
  );
  const pieces = new Map<string | null, number>();
  for (const { variantId, quantity } of wanted) pieces.set(variantId, (pieces.get(variantId) ?? 0) + quantity);
  const named = wanted.flatMap(({ variantId, field }, index) => {
    const variant = variants[index];
    if (!variant?.price) return fault('VARIANT_NOT_FOUND', field && [...field, 'variantId']);
    const left = variant.isBackordered ? null : sellable(variant);
    if (left === null || left >= (pieces.get(variantId) ?? 0)) return [];
    return fault('OUT_OF_STOCK', field && [...field, 'quantity'], `There are ${left} pieces left.`, left);
  });
  return named.length > 0 ? faults(named) : refusal;
}

/** The lines of a cart that are not sold, or have no price, in the region that `variantById` reads in; one call. */
export async function unsoldLines({ lines }: CartRow, variantById: Products['variantById']): Promise<LineRow[]> {
  const variants = await Promise.all(
    lines.map(({ variantId }) => (variantId === null ? null : variantById.load({ key: variantId, fields }))),
  );
  return lines.filter((_, place) => !variants[place]?.price);
}

/** The pieces that lines to add make together with those that the cart already has. */
export function asWanted(lines: readonly CartLineInput[], held: readonly Omit<Wanted, 'field'>[] = []): Wanted[] {
  const pieces = (variantId: string) =>
    held.reduce((sum, line) => sum + (line.variantId === variantId ? line.quantity : 0), 0);
  const known = new Set<string>();
  return lines.map(({ variantId, quantity }, place) => {
    const before = known.has(variantId) ? 0 : pieces(variantId);
    known.add(variantId);
    return { variantId, quantity: (quantity ?? 1) + before, field: ['lines', String(place)] };
  });
}

/** Lines of a cart with their new numbers. */
export function asChanged({ lines: held }: CartRow, lines: readonly CartLineUpdateInput[]): Wanted[] {
  return lines.map(({ id, quantity }, place) => ({
    variantId: held.find((line) => line.id === id)?.variantId ?? null,
    ...{ quantity, field: ['lines', String(place)] },
  }));
}

/** Lines that a cart has, which no input names. */
export function asHeld({ lines }: CartRow): Wanted[] {
  return lines.map(({ variantId, quantity }) => ({ variantId, quantity, field: null }));
}

import type { MedusaContainer } from '@medusajs/framework/types';
import { checkPieces, type Pieces } from './cart';

/** A line of a cart, or one to add. */
export interface Line {
  id?: string;
  variant_id?: string | null;
  quantity?: unknown;
}

/** Refuses a new cart with limited pieces that its customer may not order. Throws NOT_ALLOWED, as all functions here. */
export async function checkNewCart(
  container: MedusaContainer,
  { items, metadata }: { items?: readonly Line[]; metadata?: Record<string, unknown> | null },
): Promise<void> {
  await checkPieces(container, { pieces: piecesOf(items), buyer: { owner: metadata?.owner as string | undefined } });
}

/**
 * Refuses to add limited pieces to a cart that its customer may not order. The e-mail address of the cart is not checked before the
 * completion: a refusal here would report to anyone at no cost whether an address has bought the product.
 */
export async function checkAddedLines(
  container: MedusaContainer,
  cartId: string,
  lines: readonly Line[] | undefined,
): Promise<void> {
  await checkPieces(container, { cartId, pieces: piecesOf(lines), buyer: {} });
}

/** Refuses a larger quantity of a line. A buyer whose limit is reached may still reduce it. */
export async function checkUpdatedLine(
  container: MedusaContainer,
  cartId: string,
  line: Line | undefined,
  quantity: unknown,
): Promise<void> {
  const added = Number(quantity ?? 0) - Number(line?.quantity ?? 0);
  if (line && added > 0) await checkAddedLines(container, cartId, [{ ...line, quantity: added }]);
}

function piecesOf(lines: readonly Line[] | undefined): Pieces[] {
  return (lines ?? []).flatMap(({ variant_id, quantity }) =>
    variant_id ? [{ variant_id, quantity: Number(quantity ?? 1) }] : [],
  );
}

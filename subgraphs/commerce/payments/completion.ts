import { isRefused } from '#kit/graph/result.ts';
import type { CartResult } from '../cart-refusals.ts';
import { explainUnavailable, wantedByCart } from '../carts/unavailable-lines.ts';
import type { CartCalls } from '../medusa/carts.ts';
import type { Products } from '../products/products.ts';
import type { CartRow, PlacedOrder } from '../rows.ts';

/** How often a completion is attempted while there is enough stock. */
const maxAttempts = 3;

/**
 * Turns a cart into an order at Medusa, or explains which lines prevent it. Medusa chooses a stock location before it reserves
 * there. If another buyer has taken the last pieces there in the meantime, and there is enough elsewhere, it is attempted
 * again. `variantById` reads the stock past all caches, again for each call.
 */
export async function completeCart(
  medusa: Pick<CartCalls, 'complete'>,
  cart: CartRow,
  variantById: () => Products['variantById'],
): Promise<CartResult<PlacedOrder>> {
  let first: CartResult<PlacedOrder> | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const completed = await medusa.complete(cart.id);
    if (!isRefused(completed)) return completed;
    const explained = await explainUnavailable(completed, wantedByCart(cart), variantById());
    first ??= explained;
    const isOutOfStock = explained.userErrors.every(({ code }) => code === 'OUT_OF_STOCK');
    // A refused attempt may have released the payment. The reason for the refusal is the stock all the same.
    if (!isOutOfStock) return first;
    const isElsewhere = explained.userErrors.every(({ availableQuantity }) => availableQuantity === null);
    if (!isElsewhere || attempt === maxAttempts) return explained;
  }
}

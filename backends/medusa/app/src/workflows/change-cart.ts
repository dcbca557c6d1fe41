import {
  addShippingMethodToCartWorkflow,
  addToCartWorkflow,
  createCartWorkflow,
  updateCartWorkflow,
  updateLineItemInCartWorkflow,
} from '@medusajs/medusa/core-flows';
import { checkAddedLines, checkNewCart, checkUpdatedLine, type Line } from '../limited/cart-lines';
import { requireStockAt, storeOf } from '../shipping/pickup';
import { refuseRestricted, variantsOfCart } from '../shipping/restrictions';

/** What Medusa checks when a cart changes. It allows one handler for each hook, so all subjects are here. */

createCartWorkflow.hooks.validate(async ({ input, cart }, { container }) => {
  const variants = (input.items ?? []).map((item: { variant_id?: string }) => item.variant_id);
  await refuseRestricted(container, countryOf(cart), variants);
  await checkNewCart(container, cart);
});

addToCartWorkflow.hooks.validate(async ({ input, cart }, { container }) => {
  await refuseRestricted(
    container,
    countryOf(cart),
    input.items.map(({ variant_id }) => variant_id),
  );
  await checkAddedLines(container, cart.id, input.items);
});

updateLineItemInCartWorkflow.hooks.validate(async ({ input, cart }, { container }) => {
  const line = (cart.items as unknown as Line[]).find(({ id }) => id === input.item_id);
  await checkUpdatedLine(container, input.cart_id, line, input.update.quantity);
});

updateCartWorkflow.hooks.validate(async ({ input, cart }, { container }) => {
  const country = countryOf(input);
  if (country && country !== countryOf(cart)) {
    await refuseRestricted(container, country, await variantsOfCart(container, cart.id));
  }
});

addShippingMethodToCartWorkflow.hooks.validate(async ({ input, cart }, { container }) => {
  const store = storeOf(input.options);
  if (store) await requireStockAt(container, store, cart.id);
});

function countryOf(cart: { shipping_address?: unknown }): string | undefined {
  const address = cart.shipping_address as { country_code?: string | null } | string | null | undefined;
  return (typeof address === 'object' && address?.country_code?.toLowerCase()) || undefined;
}

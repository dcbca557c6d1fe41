import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { StepResponse } from '@medusajs/framework/workflows-sdk';
import { completeCartWorkflow, completeCartWorkflowId } from '@medusajs/medusa/core-flows';
import { checkPieces, type Pieces } from '../limited/cart';
import { recordPieces } from '../limited/pieces';
import { authorizeCart, releaseUnordered } from '../payments/authorize';
import { isRepeatable } from '../payments/complete';
import { requireStockAt, reserveAtStore, storeOf } from '../shipping/pickup';
import { refuseRestricted, variantsOfCart } from '../shipping/restrictions';
import { forgetSteps } from './forget-steps';

/**
 * What Medusa runs when a cart becomes an order, also through its own API and after events of the payment provider. It allows one
 * handler for each hook, so all subjects are here. The payment is the last check: a cart that is refused before is left as it is,
 * and the payment of a cart that is refused afterwards is released.
 */

forgetSteps(completeCartWorkflowId);

completeCartWorkflow.hooks.validate(
  async ({ cart }, { container }) => {
    // The same cart is completed again when its response was lost. It is an order already.
    if (cart.completed_at) return new StepResponse(undefined, null);
    await refuseRestricted(container, cart.shipping_address?.country_code, await variantsOfCart(container, cart.id));
    const store = storeOf(cart.shipping_methods);
    if (store) await requireStockAt(container, store, cart.id);
    const pieces = (cart.items as Pieces[]).map(({ variant_id }) => ({ variant_id, quantity: 0 }));
    await checkPieces(container, { cartId: cart.id, pieces, buyer: { email: cart.email } });
    return new StepResponse(undefined, await authorizeCart(container, cart, store !== undefined));
  },
  async (sessionId: string | null | undefined, { container, transactionId }) => {
    if (sessionId) await releaseUnordered(container, sessionId, isRepeatable(transactionId));
  },
);

/** Hooks that exist and are missing in Medusa's types. */
const { beforePaymentAuthorization } = completeCartWorkflow.hooks as unknown as {
  beforePaymentAuthorization(
    run: (
      input: { input: { id: string } },
      step: { container: MedusaContainer },
    ) => Promise<StepResponse<void, string[]>>,
    undo: (reservationIds: string[] | undefined, step: { container: MedusaContainer }) => Promise<void>,
  ): void;
};

beforePaymentAuthorization(
  async ({ input: { id } }, { container }) => {
    const { data } = await container
      .resolve(ContainerRegistrationKeys.QUERY)
      .graph({ entity: 'order_cart', fields: ['order_id'], filters: { cart_id: id } });
    const [link] = data as unknown as { order_id: string }[];
    // First, because it has nothing to undo: the pieces follow from the order.
    if (link) await recordPieces(container, link.order_id);
    return new StepResponse(undefined, link ? await reserveAtStore(container, link.order_id) : []);
  },
  async (reservationIds, { container }) => {
    if (reservationIds?.length) await container.resolve(Modules.INVENTORY).deleteReservationItems(reservationIds);
  },
);

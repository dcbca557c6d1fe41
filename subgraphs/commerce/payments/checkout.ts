import type { CartErrorCode, MutationCartCompleteArgs, MutationCartPaymentStartArgs } from '#generated/commerce.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import type { RunOnce } from '#kit/stores/idempotency.ts';
import { type CartRefusal, type CartResult, refuse } from '../cart-refusals.ts';
import type { Carts } from '../carts/carts.ts';
import type { CartDependencies } from '../carts/dependencies.ts';
import { checkComplete, checkIdempotencyKey } from '../carts/rules.ts';
import { explainUnavailable, wantedByCart } from '../carts/unavailable-lines.ts';
import type { CartRow, PlacedOrder } from '../rows.ts';
import type { PaymentProviderRow } from './payment-rows.ts';

/** What the payment of a cart and its completion need. */
export interface CheckoutDependencies extends Pick<CartDependencies, 'calls' | 'variantsIn'> {
  carts: Pick<Carts, 'find' | 'open' | 'read'>;
  /** The payment providers of each region by its id, the default first. */
  providers(): Promise<ReadonlyMap<string, PaymentProviderRow[]>>;
  runOnce: RunOnce;
  viewer: Viewer;
}

/** Starts the payment of a cart and turns the cart into an order. Both take an idempotency key. */
export type Checkout = ReturnType<typeof createCheckout>;

export function createCheckout({ calls, carts, providers, runOnce, variantsIn, viewer }: CheckoutDependencies) {
  /** Does `work` once for each idempotency key. A key belongs to one mutation and one cart. */
  const idempotent = async <Outcome extends object>(
    mutation: string,
    { idempotencyKey: key, cartId, ...input }: { idempotencyKey: string; cartId: string },
    work: () => Promise<CartResult<Outcome>>,
  ): Promise<CartResult<Outcome>> => {
    const refusal = checkIdempotencyKey(key);
    if (refusal) return refusal;
    const scope = JSON.stringify([mutation, viewer.kind === 'ANONYMOUS' ? null : viewer.id, cartId]);
    const result = await runOnce({ scope, key, input }, work, (outcome) => !isRefused(outcome));
    if (typeof result === 'object') return result.outcome;
    return refuse(`IDEMPOTENCY_${result === 'REUSED' ? 'KEY_REUSED' : 'IN_PROGRESS'}`, ['idempotencyKey']);
  };

  return {
    startPayment: async (args: MutationCartPaymentStartArgs): Promise<CartResult<CartRow>> => {
      const { cartId: id, providerId, method, returnUrl } = args;
      const started = await idempotent('cartPaymentStart', args, async () => {
        const cart = await carts.open(id);
        if (isRefused(cart)) return cart;
        if (cart.lines.length === 0) return refuse('CART_EMPTY');
        const offered = (await providers()).get(cart.regionId ?? '') ?? [];
        const provider = providerId ?? offered[0]?.providerId;
        if (!offered.some((one) => one.providerId === provider))
          return refuse('PAYMENT_DECLINED', ['providerId'], 'providerUnavailable');
        const choice = { providerId: provider as string, method: method ?? undefined, returnUrl: returnUrl?.href };
        return (await (await calls()).startPayment(id, choice)) ?? { id };
      });
      if (isRefused(started)) return started;
      return (await carts.find(id)) ?? refuse('CART_NOT_FOUND', ['cartId']);
    },

    /** Turns the cart into an order. Repeats after that return the same order. */
    complete: async (args: MutationCartCompleteArgs): Promise<CartResult<PlacedOrder>> =>
      idempotent('cartComplete', args, async () => {
        const cart = await carts.read(args.cartId);
        if (isRefused(cart)) return cart;
        const missing = cart.completedAt ? undefined : checkComplete(cart);
        if (missing) return missing;
        const medusa = await calls();
        const completed = await medusa.complete(cart.id);
        if (!isRefused(completed)) return completed;
        if (!hasCode(completed, 'PAYMENT_DECLINED')) {
          return explainUnavailable(completed, wantedByCart(cart), variantsIn(cart.regionId));
        }
        const { declineReason } = await medusa.payment(args.cartId);
        return { userErrors: completed.userErrors.map((error) => ({ ...error, declineReason })) };
      }),
  };
}

/** Whether the payment is why a cart is no order yet. */
export function isUnpaid(refusal: CartRefusal): boolean {
  return (['PAYMENT_ACTION_REQUIRED', 'PAYMENT_PENDING', 'PAYMENT_DECLINED'] as const).some((code) =>
    hasCode(refusal, code),
  );
}

function hasCode({ userErrors }: CartRefusal, code: CartErrorCode): boolean {
  return userErrors.some((error) => error.code === code);
}

import type { CartPartsFragment, CheckoutPartsFragment, TypedDocumentString } from '#generated/storefront/graphql.ts';
import type { CartResult } from '../../cart/cart.tsx';

/** The cart during the checkout. */
export type CheckoutCart = CartPartsFragment & CheckoutPartsFragment;

/** What each step gets: the cart, and a mutation whose cart is then shown. */
export interface StepProps {
  cart: CheckoutCart;
  isBusy: boolean;
  change<Variables extends object>(
    document: TypedDocumentString<CartResult<CheckoutCart>, Variables>,
    variables: Variables,
  ): Promise<CartResult<CheckoutCart>['result']>;
}

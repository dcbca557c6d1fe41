import type {
  CartUserErrorResolvers,
  CartWarningResolvers,
  CustomerUserErrorResolvers,
  OrderUserErrorResolvers,
} from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { CartErrorRow } from '../cart-refusals.ts';
import type { CartWarningRow } from '../carts/warnings.ts';
import type { Context } from '../context.ts';
import type { CustomerErrorRow } from '../customers/customers.ts';
import type { OrderErrorRow } from '../orders/order-refusals.ts';
import { type CommerceMessage, sayCommerce } from './messages.ts';

/** The message of an error or a warning, in the language of the request. */
function message({ text }: { text: CommerceMessage }, _: object, { request }: Context): string {
  return sayCommerce(text, request.market.language);
}

/** Errors of a change of a cart. */
export const CartUserError: ResolversOver<CartErrorRow, CartUserErrorResolvers> = { message };

/** Errors of a change of an order. */
export const OrderUserError: ResolversOver<OrderErrorRow, OrderUserErrorResolvers> = { message };

/** Errors of a change of a customer's account. */
export const CustomerUserError: ResolversOver<CustomerErrorRow, CustomerUserErrorResolvers> = { message };

/** What a buyer should know before they order. */
export const CartWarning: ResolversOver<CartWarningRow, CartWarningResolvers> = { message };

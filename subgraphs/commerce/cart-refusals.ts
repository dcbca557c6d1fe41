import type { CartErrorCode, CartUserError } from '#generated/commerce.ts';
import type { Refusal, Result } from '#kit/graph/result.ts';

/** What a change of a cart returns. */
export type CartResult<Value> = Result<Value, CartUserError>;

/** Why a change of a cart was refused. */
export interface CartRefusal extends Refusal<CartUserError> {
  /** The variants that the refusal is about, where Medusa names them; one error for each. */
  refusedVariants?: readonly string[];
}

/**
 * A refusal for one reason. `field` is the path of the input that caused it, if one did. `availableQuantity` is the number
 * of pieces left, where there are too few, or that the buyer may still order.
 */
export function refuse(
  code: CartErrorCode,
  field: string[] | null = null,
  message = messages[code],
  availableQuantity: number | null = null,
): CartRefusal {
  return { userErrors: [{ code, message, field, availableQuantity, declineReason: null }] };
}

/** One refusal with the errors of several, 50 at most. */
export function mergeRefusals(refusals: readonly CartRefusal[]): CartRefusal {
  return { userErrors: refusals.flatMap(({ userErrors }) => userErrors).slice(0, 50) };
}

/** A refusal whose fields belong to the input at `path`. */
export function prefixFields(path: readonly string[], { userErrors }: CartRefusal): CartRefusal {
  return { userErrors: userErrors.map((error) => ({ ...error, field: error.field && [...path, ...error.field] })) };
}

/** Whether a text is an error code of carts. */
export function isCartErrorCode(code: string): code is CartErrorCode {
  return Object.hasOwn(messages, code);
}

const messages: Record<CartErrorCode, string> = {
  INVALID: 'A value is outside its limits.',
  CART_NOT_FOUND: 'There is no such cart.',
  CART_EXPIRED: 'The cart has expired. Create another.',
  CART_COMPLETED: 'The cart is an order already.',
  CART_BUSY: 'Another change of the cart is in progress; try again.',
  CART_EMPTY: 'The cart is empty.',
  LINE_NOT_FOUND: 'The cart has no such line.',
  VARIANT_NOT_FOUND: 'The variant is not sold in the cart’s market.',
  ATTRIBUTE_UNKNOWN: 'The product does not offer this attribute.',
  ATTRIBUTE_REQUIRED: 'The product requires an attribute.',
  OUT_OF_STOCK: 'There are not that many pieces left.',
  PURCHASE_LIMIT_EXCEEDED: 'One buyer may not order that many pieces of the product.',
  REGION_UNSUPPORTED: 'The country is not in the cart’s region.',
  DISCOUNT_NOT_APPLICABLE: 'The discount code is unknown or does not apply to this cart.',
  SHIPPING_UNAVAILABLE: 'The shipping option is not available for the cart.',
  DELIVERY_RESTRICTED: 'A product may not be delivered to the cart’s country.',
  PICKUP_UNAVAILABLE: 'The store does not have all lines of the cart.',
  SHIPPING_REQUIRED: 'Choose a shipping option.',
  ADDRESS_REQUIRED: 'Set a shipping address.',
  EMAIL_REQUIRED: 'Set an e-mail address.',
  PAYMENT_REQUIRED: 'Start a payment. A payment that was started before the cart changed is not valid.',
  PAYMENT_DECLINED: 'The payment was declined.',
  PAYMENT_IN_PROGRESS: 'A payment of the cart was started.',
  PAYMENT_ACTION_REQUIRED: 'The buyer has not paid yet: see the action of the payment.',
  PAYMENT_PENDING: 'The payment provider has not confirmed the payment yet.',
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used before with other arguments.',
  IDEMPOTENCY_IN_PROGRESS: 'A request with this idempotency key is still in progress.',
};

import type { OrderErrorCode, OrderUserError } from '#generated/commerce.ts';
import type { Refusal, Result } from '#kit/graph/result.ts';

/** What a change of an order returns. */
export type OrderResult<Value> = Result<Value, OrderUserError>;

/** Why a change of an order was refused. */
export type OrderRefusal = Refusal<OrderUserError>;

/** A refusal for one reason. `field` is the path of the input that caused it, if one did. */
export function refuseOrder(
  code: OrderErrorCode,
  field: string[] | null = null,
  message = messages[code],
): OrderRefusal {
  return { userErrors: [{ code, message, field }] };
}

const messages: Record<OrderErrorCode, string> = {
  INVALID: 'A value is outside its limits.',
  ORDER_NOT_FOUND: 'There is no such order.',
  ORDER_SHIPPED: 'The order, or a part of it, has left the warehouse. It can be returned after delivery.',
  LINE_NOT_FOUND: 'The order has no such line.',
  LINE_NOT_RETURNABLE: 'That many pieces of the line cannot be returned.',
  RETURN_NOT_FOUND: 'The order has no such return.',
  RETURN_RECEIVED: 'The pieces have been received, so the return cannot be canceled.',
  ORDER_BUSY: 'Another change of the order is in progress; try again.',
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used before with other arguments.',
  IDEMPOTENCY_IN_PROGRESS: 'A request with this idempotency key is still in progress.',
};

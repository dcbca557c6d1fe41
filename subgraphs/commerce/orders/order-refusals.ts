import type { OrderErrorCode } from '#generated/commerce.ts';
import type { Refusal, Result } from '#kit/graph/result.ts';
import type { CommerceMessage } from '../messages/messages.ts';

/** One error of a change of an order. Its message is written in the language of the request when it is read. */
export interface OrderErrorRow {
  code: OrderErrorCode;
  text: CommerceMessage;
  field: string[] | null;
}

/** What a change of an order returns. */
export type OrderResult<Value> = Result<Value, OrderErrorRow>;

/** Why a change of an order was refused. */
export type OrderRefusal = Refusal<OrderErrorRow>;

/** A refusal for one reason. `field` is the path of the input that caused it, if one did. */
export function refuseOrder(
  code: OrderErrorCode,
  field: string[] | null = null,
  text: CommerceMessage = texts[code],
): OrderRefusal {
  return { userErrors: [{ code, text, field }] };
}

const texts: Record<OrderErrorCode, CommerceMessage> = {
  INVALID: 'INVALID',
  ORDER_NOT_FOUND: 'orderNotFound',
  ORDER_SHIPPED: 'orderShipped',
  LINE_NOT_FOUND: 'orderLineNotFound',
  LINE_NOT_RETURNABLE: 'lineNotReturnable',
  RETURN_NOT_FOUND: 'returnNotFound',
  RETURN_RECEIVED: 'returnReceived',
  ORDER_BUSY: 'orderBusy',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  IDEMPOTENCY_IN_PROGRESS: 'IDEMPOTENCY_IN_PROGRESS',
};

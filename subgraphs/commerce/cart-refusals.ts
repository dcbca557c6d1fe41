import type { CartErrorCode, CartUserError } from '#generated/commerce.ts';
import type { Refusal, Result } from '#kit/graph/result.ts';
import { english } from './messages/english.ts';
import type { CommerceMessage } from './messages/messages.ts';

/** One error of a change of a cart. Its message is written in the language of the request when it is read. */
export interface CartErrorRow extends Pick<CartUserError, 'code' | 'field' | 'availableQuantity' | 'declineReason'> {
  text: CommerceMessage;
}

/** What a change of a cart returns. */
export type CartResult<Value> = Result<Value, CartErrorRow>;

/** Why a change of a cart was refused. */
export interface CartRefusal extends Refusal<CartErrorRow> {
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
  text: CommerceMessage = code,
  availableQuantity: number | null = null,
): CartRefusal {
  return { userErrors: [{ code, text, field, availableQuantity, declineReason: null }] };
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
  return /^[A-Z_]+$/.test(code) && Object.hasOwn(english, code);
}

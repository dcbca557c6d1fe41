import type { CartErrorCode, CartUserError } from '#generated/commerce.ts';

/** Why a mutation did not do what it was asked, as its payload tells it. */
export interface Fault {
  userErrors: CartUserError[];
}

/** A fault of the input at `field`, or of none in particular. `availableQuantity` is how many pieces are left, where some are short. */
export function fault(
  code: CartErrorCode,
  field: string[] | null = null,
  message = messages[code],
  availableQuantity: number | null = null,
): Fault {
  return { userErrors: [{ code, message, field, availableQuantity }] };
}

/** Several faults as one; at most 50 are told. */
export function faults(several: readonly Fault[]): Fault {
  return { userErrors: several.flatMap(({ userErrors }) => userErrors).slice(0, 50) };
}

/** A fault whose fields are those of an input at `path`. */
export function faultUnder(path: readonly string[], { userErrors }: Fault): Fault {
  return { userErrors: userErrors.map((error) => ({ ...error, field: error.field && [...path, ...error.field] })) };
}

export function isFault(result: object): result is Fault {
  return 'userErrors' in result;
}

/** What a refusal of Medusa's means; undefined where it is none that a buyer could cause. */
export function faultOf(cause: unknown): Fault | undefined {
  const { status = 500, message = '' } = cause as { status?: number; message?: string };
  if (status >= 500) return undefined;
  if (status === 409) return fault('CART_BUSY');
  const places = /^Promotion codes cannot be applied: ([\d, ]+)$/.exec(message)?.[1]?.split(', ');
  if (places) return faults(places.map((place) => fault('DISCOUNT_NOT_APPLICABLE', ['discountCodes', place])));
  const [code, , field = null] = refusals.find(([, words]) => words.test(message)) ?? [];
  return code && fault(code, field);
}

/** Medusa tells its refusals apart by their words alone, once its client has dropped the rest. */
const refusals: [CartErrorCode, RegExp, string[]?][] = [
  ['OUT_OF_STOCK', /required inventory|not enough stock|insufficient/i],
  ['VARIANT_NOT_FOUND', /^Variants .* (do not exist|do not have a price)|^Items .* do not have a price/i],
  ['LINE_NOT_FOUND', /^Line item with id/i],
  ['CART_COMPLETED', /is already completed/i],
  ['CART_NOT_FOUND', /^Cart id not found|^Cart with id/i],
  ['REGION_UNSUPPORTED', /^Country with code|^Region .* not found/i, ['buyer', 'shippingAddress', 'countryCode']],
  ['SHIPPING_UNAVAILABLE', /shipping option/i, ['shippingOptionId']],
  ['SHIPPING_REQUIRED', /shipping method|shipping profiles/i],
  ['PAYMENT_DECLINED', /^Payment provider|authoriz/i],
  ['PAYMENT_REQUIRED', /^Payment/i],
  ['CART_EMPTY', /cart with no items/i],
  ['IDEMPOTENCY_IN_PROGRESS', /already being completed/i],
  ['INVALID', /email/i, ['buyer', 'email']],
];

const messages: Record<CartErrorCode, string> = {
  INVALID: 'A value is outside its limits.',
  CART_NOT_FOUND: 'There is no such cart.',
  CART_COMPLETED: 'The cart is an order already.',
  CART_BUSY: 'Other changes of the cart are under way; try again.',
  CART_EMPTY: 'Nothing lies in the cart.',
  LINE_NOT_FOUND: 'The cart has no such line.',
  VARIANT_NOT_FOUND: 'The house does not sell this in the cart’s market.',
  OUT_OF_STOCK: 'There are not that many pieces left.',
  REGION_UNSUPPORTED: 'The country is not in the cart’s region.',
  DISCOUNT_NOT_APPLICABLE: 'A discount code is none, or not good for this cart.',
  SHIPPING_UNAVAILABLE: 'The cart cannot be sent that way.',
  SHIPPING_REQUIRED: 'Choose how the cart is sent.',
  ADDRESS_REQUIRED: 'Say where to send it.',
  EMAIL_REQUIRED: 'Give an e-mail address.',
  PAYMENT_REQUIRED: 'Start a payment; one that was started before the cart changed does not count.',
  PAYMENT_DECLINED: 'The payment was declined.',
  IDEMPOTENCY_KEY_REUSED: 'This key was given before, with other arguments.',
  IDEMPOTENCY_IN_PROGRESS: 'The attempt with this key has not ended yet.',
};

import type { CartErrorCode } from '#generated/commerce.ts';
import { type CartRefusal, mergeRefusals, refuse } from '../cart-refusals.ts';

/** The refusal that an error of Medusa's client means; undefined for an error that a buyer cannot cause. */
export function readRefusal(cause: unknown): CartRefusal | undefined {
  const { status = 500, message = '' } = cause as { status?: number; message?: string };
  if (status >= 500) return undefined;
  if (status === 409) return refuse('CART_BUSY');
  const places = /^Promotion codes cannot be applied: ([\d, ]+)$/.exec(message)?.[1]?.split(', ');
  if (places) return mergeRefusals(places.map((place) => refuse('DISCOUNT_NOT_APPLICABLE', ['discountCodes', place])));
  const [code, , field = null] = patterns.find(([, pattern]) => pattern.test(message)) ?? [];
  return code && refuse(code, field);
}

/** Medusa's client drops everything but the status and the message, so only the message identifies the reason. */
const patterns: [CartErrorCode, RegExp, string[]?][] = [
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

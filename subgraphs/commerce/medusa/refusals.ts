import type { CartErrorCode } from '#generated/commerce.ts';
import { type CartRefusal, isCartErrorCode, mergeRefusals, refuse } from '../cart-refusals.ts';
import { readExcess } from '../carts/purchase-limits.ts';
import type { CommerceMessage } from '../messages/messages.ts';
import { readRestricted } from '../shipping/restrictions.ts';

/** The refusal that an error of Medusa's client means; undefined for an error that a buyer cannot cause. */
export function readRefusal(cause: unknown): CartRefusal | undefined {
  const { status = 500, message = '' } = cause as { status?: number; message?: string };
  if (status >= 500) return undefined;
  if (status === 409) return refuse('CART_BUSY');
  const places = /^Promotion codes cannot be applied: ([\d, ]+)$/.exec(message)?.[1]?.split(', ');
  if (places) return mergeRefusals(places.map((place) => refuse('DISCOUNT_NOT_APPLICABLE', ['discountCodes', place])));
  const parts = /^Invalid parts: (\[.*\])$/s.exec(message)?.[1];
  if (parts) return mergeRefusals((JSON.parse(parts) as InvalidPart[]).map(toRefusal));
  const excess = readExcess(message);
  if (excess) return excess;
  const named = readCode(message);
  if (named) return named;
  const restricted = readRestricted(message);
  if (restricted) return restricted;
  const [code, , field = null] = patterns.find(([, pattern]) => pattern.test(message)) ?? [];
  return code && refuse(code, field);
}

/** A part of a request that the Medusa application refuses (`carts/invalid-parts.ts` there). */
interface InvalidPart {
  code: CartErrorCode;
  field: string[];
  /** Why it is refused, with the values of its message; missing where the code says it all. */
  reason?: InvalidReason;
}

/** The reasons of the Medusa application, by their messages. */
type InvalidReason = Extract<
  CommerceMessage,
  | 'attributeTwice'
  | 'controlCharacters'
  | 'lineBreaks'
  | readonly ['tooLong' | 'characters' | 'attributeUnknown' | 'attributeRequired', unknown]
>;

/** Medusa's items are the lines of the graph; what its metadata contain are fields of the graph. */
function toRefusal({ code, field, reason }: InvalidPart): CartRefusal {
  const [first, ...rest] = field;
  if (first === 'metadata') return refuse(code, rest, reason);
  return refuse(code, first === 'items' ? ['lines', ...rest] : field, reason);
}

/** The refusal that AXIOM's own rules in Medusa name by the first word of their message; undefined for other messages. */
export function readCode(message: string): CartRefusal | undefined {
  const code = /^([A-Z_]+): /.exec(message)?.[1];
  return code && isCartErrorCode(code) ? refuse(code) : undefined;
}

/** Whether Medusa has created a customer twice: it looks for the address of a cart, and creates a customer where there is none. */
export function isCustomerTwice(cause: unknown): boolean {
  return /^Customer with email: .* already exists/.test((cause as { message?: string }).message ?? '');
}

/** Medusa's client drops everything but the status and the message, so only the message identifies the reason. */
const patterns: [CartErrorCode, RegExp, string[]?][] = [
  ['INVALID', /^return_url: /, ['returnUrl']],
  ['INVALID', /^method: /, ['method']],
  ['OUT_OF_STOCK', /required inventory|not enough stock|insufficient/i],
  ['VARIANT_NOT_FOUND', /^Variants .* (do not exist|do not have a price)|^Items .* do not have a price/i],
  ['LINE_NOT_FOUND', /^Line item with id/i],
  ['CART_COMPLETED', /is already completed/i],
  ['CART_NOT_FOUND', /^Cart id not found|^Cart with id/i, ['cartId']],
  ['CART_EXPIRED', /^Cart has expired/i, ['cartId']],
  ['PAYMENT_IN_PROGRESS', /^A payment of the cart is in progress/i],
  ['REGION_UNSUPPORTED', /^Country with code|^Region .* not found/i, ['buyer', 'shippingAddress', 'countryCode']],
  ['PICKUP_UNAVAILABLE', /^The store .+ does not have/, ['shippingOptionId']],
  ['SHIPPING_UNAVAILABLE', /shipping option/i, ['shippingOptionId']],
  ['SHIPPING_REQUIRED', /shipping method|shipping profiles/i],
  ['PAYMENT_DECLINED', /^Payment provider|authoriz/i],
  ['PAYMENT_REQUIRED', /^Payment/i],
  ['CART_EMPTY', /cart with no items/i],
  ['IDEMPOTENCY_IN_PROGRESS', /already being completed/i],
  ['INVALID', /U\+0000/],
  ['INVALID', /email/i, ['buyer', 'email']],
];

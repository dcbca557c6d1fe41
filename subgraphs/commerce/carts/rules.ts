import type { CartBuyerInput } from '#generated/commerce.ts';
import { readEmail } from '#kit/graph/email.ts';
import { refuseIfAny } from '#kit/graph/result.ts';
import { isCompleteAddress, readAddress } from '../addresses/addresses.ts';
import { type CartRefusal, type CartResult, mergeRefusals, refuse } from '../cart-refusals.ts';
import type { CartChange } from '../medusa/carts.ts';
import type { CartRow } from '../rows.ts';

/** Maximum number of lines of one mutation. */
const maxLines = 50;

/** Maximum number of pieces of one line. */
const maxPieces = 100;

/** Maximum number of discount codes of a cart. */
const maxCodes = 10;

/** Refuses lines that cannot be added or changed; undefined for valid lines. `field` is their path. */
export function checkLines(
  lines: readonly { quantity?: number | null; variantId?: string }[],
  minPieces: 0 | 1,
  field: string[],
): CartRefusal | undefined {
  if (lines.length < 1 || lines.length > maxLines) {
    return refuse('INVALID', field, ['lineCountInvalid', { most: maxLines }]);
  }
  // Medusa would accept a line without a variant, as a custom line with any title.
  const withoutVariant = lines.findIndex(({ variantId }) => variantId === '');
  if (withoutVariant >= 0) return refuse('VARIANT_NOT_FOUND', [...field, String(withoutVariant), 'variantId']);
  const wrong = [...lines.entries()].filter(
    ([, { quantity }]) => (quantity ?? 1) < minPieces || (quantity ?? 1) > maxPieces,
  );
  if (wrong.length === 0) return undefined;
  return mergeRefusals(
    wrong.map(([index]) =>
      refuse(
        'INVALID',
        [...field, String(index), 'quantity'],
        ['quantityInvalid', { least: minPieces, most: maxPieces }],
      ),
    ),
  );
}

/** Refuses too many or too long discount codes; undefined for valid codes. `field` is their path. */
export function checkCodes(codes: readonly string[], field: string[]): CartRefusal | undefined {
  if (codes.length > maxCodes) return refuse('INVALID', field, ['tooManyCodes', { most: maxCodes }]);
  const wrong = [...codes.entries()].filter(([, code]) => code.trim().length < 1 || code.trim().length > 100);
  if (wrong.length === 0) return undefined;
  return mergeRefusals(wrong.map(([index]) => refuse('INVALID', [...field, String(index)], 'codeInvalid')));
}

/** Refuses discount codes that were sent for a new cart and did not apply; undefined if all applied. */
export function checkApplied({ discountCodes }: CartRow, codes: readonly string[]): CartRefusal | undefined {
  const missing = [...codes.keys()].filter(
    (index) => !discountCodes.some(({ code }) => isSameCode(code, codes[index] as string)),
  );
  if (missing.length === 0) return undefined;
  return mergeRefusals(missing.map((index) => refuse('DISCOUNT_NOT_APPLICABLE', ['discountCodes', String(index)])));
}

/** The buyer as a change of the cart, or a refusal with every value that is invalid. `field` is the path of the buyer. */
export function readBuyer({ email: emailInput, ...buyer }: CartBuyerInput, field: string[]): CartResult<CartChange> {
  const email = emailInput == null ? undefined : readEmail(emailInput);
  if (emailInput != null && email === undefined) {
    return refuse('INVALID', [...field, 'email'], 'emailInvalid');
  }
  const change: CartChange = { ...(email !== undefined && { email }) };
  const wrong: CartRefusal[] = [];
  for (const name of ['shippingAddress', 'billingAddress'] as const) {
    const address = buyer[name] && readAddress(buyer[name]);
    if (Array.isArray(address))
      wrong.push(...address.map(({ part, text }) => refuse('INVALID', [...field, name, part], text)));
    else if (address) change[name] = address;
  }
  return refuseIfAny(wrong.flatMap(({ userErrors }) => userErrors)) ?? change;
}

/** Refuses a cart that is not ready to be ordered; undefined for a ready one. */
export function checkComplete({
  lines,
  email,
  shippingAddress,
  shippingMethod,
  payment,
}: CartRow): CartRefusal | undefined {
  if (lines.length === 0) return refuse('CART_EMPTY');
  if (!email) return refuse('EMAIL_REQUIRED');
  const isDelivered = shippingMethod?.promise.kind !== 'PICKUP';
  if (isDelivered && !shippingAddress) return refuse('ADDRESS_REQUIRED');
  if (isDelivered && shippingAddress && !isCompleteAddress(shippingAddress))
    return refuse('ADDRESS_REQUIRED', null, 'addressIncomplete');
  if (!shippingMethod) return refuse('SHIPPING_REQUIRED');
  return payment ? undefined : refuse('PAYMENT_REQUIRED');
}

/** Refuses an invalid idempotency key; undefined for a valid one. */
export function checkIdempotencyKey(key: string): CartRefusal | undefined {
  if (/^[\x21-\x7e]{8,128}$/.test(key)) return undefined;
  return refuse('INVALID', ['idempotencyKey'], 'idempotencyKeyInvalid');
}

/** Whether two spellings are the same code; the Medusa application compares codes in the same way (`discount-codes.ts`). */
function isSameCode(one: string, other: string): boolean {
  const fold = (code: string) => {
    const visible = code.trim().replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '');
    return visible.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().replaceAll('i\u0307', 'i');
  };
  return fold(one) === fold(other);
}

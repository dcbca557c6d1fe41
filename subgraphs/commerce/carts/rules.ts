import type { CartBuyerInput, CartLineInput } from '#generated/commerce.ts';
import { readEmail } from '#kit/graph/email.ts';
import { readAddress } from '../addresses/addresses.ts';
import type { CartChange, NewLine } from '../medusa/carts.ts';
import type { CartRow } from '../rows.ts';
import { type Fault, fault, faults } from './faults.ts';

/** Most lines of one mutation. */
const mostLines = 50;

/** Most pieces of one line. */
const mostPieces = 100;

/** Most discount codes of a cart. */
const mostCodes = 10;

/** Why lines cannot be put in or changed; undefined where they can. `field` leads to them. */
export function faultInLines(
  lines: readonly { quantity?: number | null; variantId?: string }[],
  least: 0 | 1,
  field: string[],
): Fault | undefined {
  if (lines.length < 1 || lines.length > mostLines) {
    return fault('INVALID', field, `Give 1 to ${mostLines} lines.`);
  }
  // Medusa would accept a line without a variant as a line with a free title.
  const nameless = lines.findIndex(({ variantId }) => variantId === '');
  if (nameless >= 0) return fault('VARIANT_NOT_FOUND', [...field, String(nameless), 'variantId']);
  const message = `A quantity is from ${least} to ${mostPieces}.`;
  const wrong = [...lines.entries()].filter(
    ([, { quantity }]) => (quantity ?? 1) < least || (quantity ?? 1) > mostPieces,
  );
  if (wrong.length === 0) return undefined;
  return faults(wrong.map(([place]) => fault('INVALID', [...field, String(place), 'quantity'], message)));
}

/** Lines as Medusa is asked for them; of one variant named twice, the pieces are added up. */
export function toNewLines(lines: readonly CartLineInput[]): NewLine[] {
  const pieces = new Map<string, number>();
  for (const { variantId, quantity } of lines) pieces.set(variantId, (pieces.get(variantId) ?? 0) + (quantity ?? 1));
  return [...pieces].map(([variantId, quantity]) => ({ variantId, quantity }));
}

/** Why codes cannot be those of a cart; undefined where they can. `field` leads to them. */
export function faultInCodes(codes: readonly string[], field: string[]): Fault | undefined {
  if (codes.length > mostCodes) return fault('INVALID', field, `A cart has ${mostCodes} codes at most.`);
  const wrong = [...codes.entries()].filter(([, code]) => code.trim().length < 1 || code.trim().length > 100);
  if (wrong.length === 0) return undefined;
  return faults(wrong.map(([place]) => fault('INVALID', [...field, String(place)], 'A code has 1 to 100 characters.')));
}

/** Which of the codes that a new cart was to have do not apply to it; undefined where all do. */
export function faultInApplied({ discountCodes }: CartRow, codes: readonly string[]): Fault | undefined {
  const missing = [...codes.keys()].filter(
    (place) => !discountCodes.some(({ code }) => isSameCode(code, codes[place] as string)),
  );
  if (missing.length === 0) return undefined;
  return faults(missing.map((place) => fault('DISCOUNT_NOT_APPLICABLE', ['discountCodes', String(place)])));
}

/** Who buys, as a cart is told; or why it cannot be. */
export function readBuyer({ email: given, ...buyer }: CartBuyerInput, field: string[]): CartChange | Fault {
  const email = given == null ? undefined : readEmail(given);
  if (given != null && email === undefined) {
    return fault('INVALID', [...field, 'email'], 'This is no e-mail address.');
  }
  const change: CartChange = { ...(email !== undefined && { email }) };
  const wrong: Fault['userErrors'] = [];
  for (const name of ['shippingAddress', 'billingAddress'] as const) {
    const address = buyer[name] && readAddress(buyer[name]);
    if (Array.isArray(address))
      wrong.push(
        ...address.flatMap(({ part, message }) => fault('INVALID', [...field, name, part], message).userErrors),
      );
    else if (address) change[name] = address;
  }
  return wrong.length > 0 ? { userErrors: wrong } : change;
}

/** Why a name cannot stand for an attempt; undefined where it can. */
export function faultInKey(key: string): Fault | undefined {
  if (/^[\x21-\x7e]{8,128}$/.test(key)) return undefined;
  return fault('INVALID', ['idempotencyKey'], 'A key has 8 to 128 printable ASCII characters.');
}

/** Whether two spellings are one code, as Medusa's `discount-codes.ts` compares them. */
function isSameCode(one: string, other: string): boolean {
  const folded = (code: string) => {
    const seen = code.trim().replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '');
    return seen.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().replaceAll('i\u0307', 'i');
  };
  return folded(one) === folded(other);
}

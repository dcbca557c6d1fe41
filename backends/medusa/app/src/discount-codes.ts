import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MedusaError, PromotionActions } from '@medusajs/framework/utils';
import { refreshPaymentCollectionForCartWorkflow, updateCartPromotionsWorkflow } from '@medusajs/medusa/core-flows';

/** Soft hyphens, zero-width characters and byte order marks, which copying a code may add. */
const unseen = "U&'\\00AD\\200B\\200C\\200D\\2060\\FEFF'";

/**
 * The SQL expression that codes are compared by. It ignores case, Unicode form and invisible characters. Upper case first, so
 * that ß equals SS; dotted and dotless i are equal. The migration `fold-codes` creates an index on the same expression.
 * The collation is explicit, because the database's own may map the case of ASCII only.
 */
export const folded = (code: string) =>
  `replace(lower(upper(lower(normalize(translate(${code}, ${unseen}, ''), NFKC) collate "und-x-icu"))), U&'i\\0307', 'i')`;

/**
 * The codes in their stored spelling, in their order; null for unknown ones. Where two codes differ in case only, the
 * one with the exact spelling is used. One query for all codes.
 */
export async function spellCodes(container: MedusaContainer, codes: readonly string[]): Promise<(string | null)[]> {
  if (codes.length === 0) return [];
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select requested.place::int - 1 as place, promotion.code
     from unnest(?::text[]) with ordinality as requested (code, place)
     join promotion on ${folded('promotion.code')} = ${folded('requested.code')}
     where promotion.deleted_at is null
     order by promotion.code = requested.code, promotion.created_at desc`,
    [codes.map((code) => code.trim())],
  );
  const spelt = new Map((rows as { place: number; code: string }[]).map(({ place, code }) => [place, code]));
  return [...codes.keys()].map((place) => spelt.get(place) ?? null);
}

/** Throws unless `places` is empty; the message names the indexes, counted from 0. */
export function refuseCodes(places: readonly number[]): void {
  if (places.length === 0) return;
  throw new MedusaError(MedusaError.Types.INVALID_DATA, `Promotion codes cannot be applied: ${places.join(', ')}`);
}

/**
 * Replaces the codes of a cart. Medusa ignores codes that do not apply; here such a code is refused with its
 * index, and the cart and its payment stay unchanged.
 */
export async function setDiscountCodes(container: MedusaContainer, cartId: string, codes: string[]): Promise<void> {
  const give = (promo_codes: string[]) =>
    updateCartPromotionsWorkflow(container).run({
      input: { cart_id: cartId, promo_codes, action: PromotionActions.REPLACE },
    });
  const before = await codesOf(container, cartId);
  await give(codes);
  const after = new Set(await codesOf(container, cartId));
  const missing = [...codes.keys()].filter((place) => !after.has(codes[place] as string));
  if (missing.length > 0) await give(before);
  refuseCodes(missing);
  await refreshPaymentCollectionForCartWorkflow(container).run({ input: { cart_id: cartId } });
}

async function codesOf(container: MedusaContainer, cartId: string): Promise<string[]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart',
    fields: ['promotions.code'],
    filters: { id: cartId },
  });
  const promotions: ({ code?: string } | null)[] = data[0]?.promotions ?? [];
  return promotions.flatMap((promotion) => promotion?.code ?? []);
}

import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { refuseCodes, spellCodes } from '../discount-codes';

/** Replaces the codes in a request for a cart by their stored spelling. Unknown codes are refused with their indexes. */
export async function findCodes(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  for (const body of new Set([req.body, req.validatedBody] as { promo_codes?: unknown }[])) {
    const codes = body?.promo_codes;
    if (!Array.isArray(codes) || !codes.every((code) => typeof code === 'string')) continue;
    const spelt = await spellCodes(req.scope, codes);
    refuseCodes([...spelt.keys()].filter((place) => spelt[place] === null));
    body.promo_codes = [...new Set(spelt)];
  }
  next();
}

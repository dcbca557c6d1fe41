import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { showLast } from '../../../cache/query-cache';
import { restrictedProducts } from '../../../shipping/restrictions';

/** Names the country whose deliverable products come first in a list: an ISO 3166-1 code of two letters. */
const countryHeader = 'x-axiom-deliverable-first';

/** Puts products that may not be delivered to the country in the header behind all others. Another value changes nothing. */
export async function showDeliverableFirst(
  req: MedusaRequest,
  _: MedusaResponse,
  next: MedusaNextFunction,
): Promise<void> {
  const country = req.get(countryHeader) ?? '';
  if (/^[A-Z]{2}$/.test(country)) showLast(await restrictedProducts(req.scope, country));
  next();
}

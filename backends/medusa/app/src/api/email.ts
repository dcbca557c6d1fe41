import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';

/** What browsers take in `<input type=email>` (WHATWG HTML), with a dot in the domain. */
const address =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

const stand = 'hidden@email.invalid';
const hidden = new WeakMap<MedusaRequest, string>();

/**
 * Medusa's routes refuse addresses that browsers and RFC 5322 take, as `user%x@axiom.example`, while its workflows take them.
 * While a route checks the body, another address stands in it; `showEmail` puts the right one back.
 */
export function hideEmail(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const body = req.body as { email?: unknown } | undefined;
  if (typeof body?.email === 'string' && body.email.length <= 254 && address.test(body.email)) {
    hidden.set(req, body.email);
    body.email = stand;
  }
  next();
}

/** Puts back the address that `hideEmail` has taken out. */
export function showEmail(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const email = hidden.get(req);
  for (const body of [req.body, req.validatedBody] as ({ email?: unknown } | undefined)[]) {
    if (email !== undefined && body?.email === stand) body.email = email;
  }
  next();
}

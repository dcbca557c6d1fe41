import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';

/** What browsers accept in `<input type=email>` (WHATWG HTML), with a dot in the domain. */
const address =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

const framework = createRequire(require.resolve('@medusajs/framework/utils'));
const checks = framework(join(dirname(framework.resolve('@medusajs/utils')), 'common', 'is-email.js')) as {
  validateEmail(email: string): string;
};
const { validateEmail } = checks;
// Medusa's workflows accept top-level domains of letters only, and no internationalised ones (`.рф`, `.xn--p1ai`).
checks.validateEmail = (email) => {
  validateEmail(email.replace(/\.xn--[a-z0-9-]+$/i, '.example'));
  return email.toLowerCase();
};

const placeholder = 'hidden@email.invalid';
const hidden = new WeakMap<MedusaRequest, string>();

/**
 * Medusa's routes refuse addresses that browsers and RFC 5322 accept, such as `user%x@axiom.example`; its workflows accept
 * them. While a route validates the body, a placeholder replaces the address; `showEmail` restores it.
 */
export function hideEmail(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const body = req.body as { email?: unknown } | undefined;
  if (typeof body?.email === 'string' && body.email.length <= 254 && address.test(body.email)) {
    hidden.set(req, body.email);
    body.email = placeholder;
  }
  next();
}

/** Restores the address that `hideEmail` replaced. */
export function showEmail(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const email = hidden.get(req);
  for (const body of [req.body, req.validatedBody] as ({ email?: unknown } | undefined)[]) {
    if (email !== undefined && body?.email === placeholder) body.email = email;
  }
  next();
}

import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { isService } from '../service';

/**
 * The routes under `/auth` that are open, and to whom. Medusa has more: password reset by mail, second factors,
 * callbacks of providers, verification, users' registration. Identity implements these, or AXIOM does not offer them.
 * Each would give access to accounts without our rate limits and sessions.
 */
const open: Record<string, 'all' | 'services'> = {
  'POST /auth/customer/emailpass': 'all',
  'POST /auth/customer/emailpass/register': 'all',
  'POST /auth/customer/axiom': 'all',
  'POST /auth/customer/axiom/register': 'services',
  'POST /auth/user/emailpass': 'services',
  'POST /auth/token/refresh': 'all',
  'POST /auth/session': 'all',
  'DELETE /auth/session': 'all',
};

/**
 * Answers 404 for routes that are not open to a request. The path is compared as sent, and not as Express normalises it, so that
 * variants in case and percent-encoding of a closed route are closed too.
 */
export function keepClosed(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const to = open[`${req.method} ${req.originalUrl.split('?', 1)[0]}`];
  const isOpen = to === 'all' || (to === 'services' && isService(req));
  if (!isOpen) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no such route.');
  next();
}

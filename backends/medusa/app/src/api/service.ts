import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { timingSafeEqualText } from './timing-safe-equal';

const token = process.env.MEDUSA_SERVICE_TOKEN;

/** Whether an AXIOM service sent the request, by the token in its `x-axiom-service` header. */
export function isService({ headers }: Pick<MedusaRequest, 'headers'>): boolean {
  return Boolean(token) && timingSafeEqualText(headers['x-axiom-service'], token as string);
}

/** Admits AXIOM services only: 401 for all other requests. */
export function allowServices(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  if (!isService(req)) throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Unauthorized');
  next();
}

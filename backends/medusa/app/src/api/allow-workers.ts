import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { timingSafeEqualText } from './same';

/** Lets the workers of the house in, with their token as `Authorization: Bearer …`, and nobody else; nobody without one. */
export function allowWorkers(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const token = process.env.MEDUSA_WORKER_TOKEN;
  if (!token || !timingSafeEqualText(req.headers.authorization, `Bearer ${token}`)) {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Unauthorized');
  }
  next();
}

import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { timingSafeEqualText } from './timing-safe-equal';

/** Admits workers only, by their token in `Authorization: Bearer …`. Without a configured token, refuses every request. */
export function allowWorkers(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const token = process.env.MEDUSA_WORKER_TOKEN;
  if (!token || !timingSafeEqualText(req.headers.authorization, `Bearer ${token}`)) {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, 'Unauthorized');
  }
  next();
}

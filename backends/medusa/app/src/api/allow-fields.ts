import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';

/** Lets clients of the store request these fields, in addition to Medusa's own. */
export function allowFields(fields: string[]) {
  return (req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void => {
    req.allowed = [...(req.allowed ?? []), ...fields];
    next();
  };
}

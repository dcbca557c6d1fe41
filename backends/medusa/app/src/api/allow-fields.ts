import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';

/** Lets clients of the store request these fields, in addition to Medusa's own. */
export function allowFields(fields: string[]) {
  return (req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void => {
    req.allowed = [...(req.allowed ?? []), ...fields];
    next();
  };
}

/**
 * Drops fields that clients of the store request, by their names without `+`, `-` and `*`. Medusa allows some relations
 * that lead to data of other customers.
 */
export function dropFields(names: RegExp) {
  return (req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void => {
    const { fields = '' } = req.query;
    if (typeof fields !== 'string')
      throw new MedusaError(MedusaError.Types.INVALID_DATA, '`fields` must be a single string.');
    const kept = fields.split(',').filter((field) => !names.test(field.replace(/^[+*\s-]+/, '')));
    if (fields) req.query.fields = kept.join() || 'id';
    next();
  };
}

import type { MedusaRequest } from '@medusajs/framework/http';
import { timingSafeEqualText } from './timing-safe-equal';

const token = process.env.MEDUSA_SERVICE_TOKEN;

/** Whether an AXIOM service sent the request, by the token in its `x-axiom-service` header. */
export function isService({ headers }: Pick<MedusaRequest, 'headers'>): boolean {
  return Boolean(token) && timingSafeEqualText(headers['x-axiom-service'], token as string);
}

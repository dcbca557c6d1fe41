import type { MedusaRequest } from '@medusajs/framework/http';
import { timingSafeEqualText } from './same';

const token = process.env.MEDUSA_SERVICE_TOKEN;

/** Whether a request is of a service of the house, by its `x-axiom-service` header. Compared in constant time. */
export function isService({ headers }: Pick<MedusaRequest, 'headers'>): boolean {
  return Boolean(token) && timingSafeEqualText(headers['x-axiom-service'], token as string);
}

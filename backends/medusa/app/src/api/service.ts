import { isSame } from './same';

const token = process.env.MEDUSA_SERVICE_TOKEN;

/** Whether the `x-axiom-service` header is that of a service of the house. Compared in constant time. */
export function isService(given: unknown): boolean {
  return Boolean(token) && isSame(given, token as string);
}

import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';

/** Refuses texts with the character U+0000, which PostgreSQL cannot store, with 400; Medusa answers them with 500. */
export function refuseNul(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  if (/%00/.test(req.originalUrl) || containsNul(req.body)) {
    throw new MedusaError(MedusaError.Types.INVALID_DATA, 'A text must not contain the character U+0000.');
  }
  next();
}

/** Refuses quantities other than whole numbers from 0 to 100, as the graph does, with 400. */
export function refuseFractions(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const body = (req.body ?? {}) as { quantity?: unknown; items?: unknown };
  const items = Array.isArray(body.items) ? (body.items as { quantity?: unknown }[]) : [];
  for (const { quantity } of [body, ...items.filter((item) => typeof item === 'object' && item !== null)]) {
    if (typeof quantity === 'number' && !(Number.isInteger(quantity) && quantity >= 0 && quantity <= 100)) {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, 'A quantity is a whole number from 0 to 100.');
    }
  }
  next();
}

function containsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, entry]) => containsNul(key) || containsNul(entry));
}

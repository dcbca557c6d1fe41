import { MedusaError } from '@medusajs/framework/utils';

/** A value of a request that is refused. */
export interface InvalidPart {
  code: 'INVALID' | 'ATTRIBUTE_UNKNOWN' | 'ATTRIBUTE_REQUIRED';
  /** The path of the value in the body. */
  field: string[];
  message: string;
}

/**
 * Throws INVALID_DATA unless `parts` is empty. The message lists all parts as JSON: Medusa's client gives the graph the
 * message and the status only.
 */
export function refuseParts(parts: readonly InvalidPart[]): void {
  if (parts.length === 0) return;
  throw new MedusaError(MedusaError.Types.INVALID_DATA, `Invalid parts: ${JSON.stringify(parts.slice(0, 50))}`);
}

import { MedusaError } from '@medusajs/framework/utils';

/** A value of a request that is refused. */
export interface InvalidPart {
  code: 'INVALID' | 'ATTRIBUTE_UNKNOWN' | 'ATTRIBUTE_REQUIRED';
  /** The path of the value in the body. */
  field: string[];
  message: string;
  /** The same in a form that the graph translates: the key of its message there, and its values. */
  reason?: InvalidReason;
}

/** Why a value is refused: a key of `subgraphs/commerce/messages/`, and the values of the message if it has some. */
export type InvalidReason =
  | 'attributeTwice'
  | 'controlCharacters'
  | 'lineBreaks'
  | ['attributeUnknown' | 'attributeRequired', { key: string }]
  | ['tooLong', { most: number }]
  | ['characters', { allowed: string }];

/**
 * Throws INVALID_DATA unless `parts` is empty. The message lists all parts as JSON: Medusa's client gives the graph the
 * message and the status only.
 */
export function refuseParts(parts: readonly InvalidPart[]): void {
  if (parts.length === 0) return;
  throw new MedusaError(MedusaError.Types.INVALID_DATA, `Invalid parts: ${JSON.stringify(parts.slice(0, 50))}`);
}

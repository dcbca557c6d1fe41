import { type OrderRefusal, refuseOrder } from './order-refusals.ts';

/** Most characters of a buyer's reason or note. */
const maxText = 500;

/** Refuses a text of a buyer that is too long or has control characters; undefined for a valid one, or none. */
export function checkText(text: string | null | undefined, field: string[]): OrderRefusal | undefined {
  if (!text || ([...text].length <= maxText && !/[\p{Cc}--[\n\r\t]]/v.test(text))) return undefined;
  return refuseOrder('INVALID', field, ['textInvalid', { most: maxText }]);
}

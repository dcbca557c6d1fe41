import type { OrderReturnLineInput } from '#generated/commerce.ts';
import { refuseIfAny } from '#kit/graph/result.ts';
import type { CommerceMessage } from '../messages/messages.ts';
import { type OrderRefusal, refuseOrder } from './order-refusals.ts';
import type { OrderReturns, ReturnableRow } from './return-rows.ts';
import { checkText } from './texts.ts';

/** Most lines of a return: as many as an order has. */
const maxLines = 100;

/** Refuses lines that cannot be returned; undefined for lines that can. */
export function checkReturnLines(
  lines: readonly OrderReturnLineInput[],
  { returnable }: OrderReturns,
): OrderRefusal | undefined {
  if (lines.length < 1 || lines.length > maxLines) {
    return refuseOrder('INVALID', ['lines'], ['lineCountInvalid', { most: maxLines }]);
  }
  const twice = lines.findIndex(
    ({ orderLineId }, index) => lines.findIndex((line) => line.orderLineId === orderLineId) < index,
  );
  if (twice >= 0) return refuseOrder('INVALID', ['lines', String(twice), 'orderLineId'], 'lineTwice');
  const wrong = lines.flatMap((line, index) =>
    checkLine(line, returnable.get(line.orderLineId), ['lines', String(index)]),
  );
  return refuseIfAny(wrong.flatMap(({ userErrors }) => userErrors).slice(0, 50));
}

function checkLine(line: OrderReturnLineInput, found: ReturnableRow | undefined, field: string[]): OrderRefusal[] {
  if (!found) return [refuseOrder('LINE_NOT_FOUND', [...field, 'orderLineId'])];
  const tooLong = checkText(line.note, [...field, 'note']);
  if (tooLong) return [tooLong];
  if (line.quantity < 1) return [refuseOrder('INVALID', [...field, 'quantity'], 'quantityTooSmall')];
  if (line.quantity <= found.quantity) return [];
  const text: CommerceMessage = found.hindrance
    ? hindrances[found.hindrance]
    : ['returnableNow', { left: found.quantity }];
  return [refuseOrder('LINE_NOT_RETURNABLE', [...field, found.hindrance ? 'orderLineId' : 'quantity'], text)];
}

const hindrances = {
  NOT_SHIPPED: 'notShipped',
  PERSONALIZED: 'personalized',
  WINDOW_CLOSED: 'windowClosed',
  RETURNED: 'returned',
  CANCELED: 'orderCanceled',
} as const satisfies Record<string, CommerceMessage>;

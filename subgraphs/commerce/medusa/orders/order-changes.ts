import { requireProperty } from '#kit/graph/errors.ts';
import { type OrderRefusal, refuseOrder } from '../../orders/order-refusals.ts';
import type { OrderReturns, ReturnReason } from '../../orders/return-rows.ts';
import { hasStatus, type Send, unavailable } from '../send.ts';
import { type MedusaReturns, toOrderReturns } from './returns.ts';

/** How far a cancellation is, and the products whose stock it has increased. */
export interface CancelledOrder {
  state: 'requested' | 'completed' | 'refused';
  productIds: string[];
}

/**
 * Changes orders at Medusa. The caller must have checked that the viewer may see the order. What Medusa refuses is returned
 * and changes nothing. All calls reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when Medusa does not answer.
 */
export type OrderCalls = ReturnType<typeof orderCalls>;

export function orderCalls(send: Send) {
  return {
    /** Cancels an order. Waits two seconds for the warehouse; then the state is `requested`. */
    cancel: async (id: string, reason: string | null): Promise<CancelledOrder | OrderRefusal> => {
      type Answer = { state: CancelledOrder['state']; changed_product_ids: string[] };
      try {
        const { state, changed_product_ids: productIds } = await send<Answer>(
          'POST',
          `${at(id)}/cancel`,
          {},
          { reason },
        );
        return { state, productIds };
      } catch (cause) {
        return refused(cause);
      }
    },

    /** The returns of these orders, in one call. */
    returnsOf: async (ids: readonly string[]): Promise<OrderReturns[]> => {
      const { orders } = await send<{ orders: MedusaReturns[] }>('GET', 'order-returns', { order_id: ids.join() })
        .then(requireProperty('orders'))
        .catch(unavailable);
      return orders.map(toOrderReturns);
    },

    /** Requests a return. Resolves to its id; the same key makes one return. */
    requestReturn: async (
      id: string,
      key: string,
      lines: readonly NewReturnLine[],
    ): Promise<{ id: string } | OrderRefusal> => {
      const body = {
        key,
        lines: lines.map(({ orderLineId, quantity, reason, note }) => ({
          line_id: orderLineId,
          ...{ quantity, note },
          reason: reason.toLowerCase(),
        })),
      };
      try {
        return { id: (await send<{ return_id: string }>('POST', `${at(id)}/returns`, {}, body)).return_id };
      } catch (cause) {
        return refused(cause);
      }
    },

    /** Cancels a return of an order. */
    cancelReturn: async (id: string, returnId: string): Promise<{ id: string } | OrderRefusal> => {
      try {
        await send<object>('POST', `${at(id)}/returns/${encodeURIComponent(returnId)}/cancel`, {}, {});
        return { id: returnId };
      } catch (cause) {
        return refused(cause);
      }
    },
  };
}

/** Pieces to send back. */
export interface NewReturnLine {
  orderLineId: string;
  quantity: number;
  reason: ReturnReason;
  note: string | null;
}

const at = (id: string) => `orders/${encodeURIComponent(id)}`;

function refused(cause: unknown): OrderRefusal {
  if (hasStatus(cause, 409)) return refuseOrder('ORDER_BUSY');
  const { message = '' } = cause as { message?: string };
  if (/has left the warehouse/.test(message)) return refuseOrder('ORDER_SHIPPED');
  if (/^These pieces cannot be returned/.test(message)) return refuseOrder('LINE_NOT_RETURNABLE', ['lines']);
  if (/^Return id not found/.test(message)) return refuseOrder('RETURN_NOT_FOUND', ['returnId']);
  if (/^The return was received/.test(message)) return refuseOrder('RETURN_RECEIVED', ['returnId']);
  return unavailable(cause);
}

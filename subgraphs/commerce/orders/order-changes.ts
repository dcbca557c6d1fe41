import type {
  MutationOrderCancelArgs,
  MutationOrderReturnCancelArgs,
  MutationOrderReturnRequestArgs,
} from '#generated/commerce.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import type { RunOnce } from '#kit/stores/idempotency.ts';
import type { CancelledOrder, OrderCalls } from '../medusa/orders/order-changes.ts';
import { type OrderResult, refuseOrder } from './order-refusals.ts';
import type { Orders } from './orders.ts';
import type { OrderReturns, ReturnRow } from './return-rows.ts';
import { checkReturnLines } from './returns.ts';
import { checkText } from './texts.ts';

/** What changes of orders need. */
export interface OrderChangeDependencies {
  calls: OrderCalls;
  orders: Pick<Orders, 'find'>;
  /** The returns of an order, as they are now. */
  returnsOf(orderId: string): Promise<OrderReturns>;
  runOnce: RunOnce;
  viewer: Viewer;
}

/** Changes of orders by their buyers. A refused change leaves the order unchanged. */
export type OrderChanges = ReturnType<typeof createOrderChanges>;

export function createOrderChanges({ calls, orders, returnsOf, runOnce, viewer }: OrderChangeDependencies) {
  /** Does `work` once for each idempotency key. A key belongs to one mutation and one order. */
  const idempotent = async <Outcome extends object>(
    mutation: string,
    { idempotencyKey: key, orderId, accessToken: _, ...input }: KeyedArguments,
    work: () => Promise<OrderResult<Outcome>>,
  ): Promise<OrderResult<Outcome>> => {
    if (!/^[\x21-\x7e]{8,128}$/.test(key)) {
      return refuseOrder('INVALID', ['idempotencyKey'], 'idempotencyKeyInvalid');
    }
    const scope = JSON.stringify([mutation, viewer.kind === 'ANONYMOUS' ? null : viewer.id, orderId]);
    const result = await runOnce({ scope, key, input }, work, (outcome) => !isRefused(outcome));
    if (typeof result === 'object') return result.outcome;
    return refuseOrder(`IDEMPOTENCY_${result === 'REUSED' ? 'KEY_REUSED' : 'IN_PROGRESS'}`, ['idempotencyKey']);
  };

  const returnOf = async (orderId: string, id: string): Promise<OrderResult<ReturnRow>> => {
    const { returns } = await returnsOf(orderId);
    return returns.find((one) => one.id === id) ?? refuseOrder('RETURN_NOT_FOUND', ['returnId']);
  };

  return {
    /** Cancels an order that has not left the warehouse. An order that is canceled already stays as it is. */
    cancel: async (args: MutationOrderCancelArgs): Promise<OrderResult<CancelledOrder>> => {
      const { orderId, accessToken, reason } = args;
      const tooLong = checkText(reason, ['reason']);
      if (tooLong) return tooLong;
      // Before the key is looked up, so that no one learns from it about an order of another buyer.
      if (!(await orders.find(orderId, accessToken))) return refuseOrder('ORDER_NOT_FOUND', ['orderId']);
      return idempotent('orderCancel', args, async () => {
        const canceled = await calls.cancel(orderId, reason?.trim() || null);
        return !isRefused(canceled) && canceled.state === 'refused' ? refuseOrder('ORDER_SHIPPED') : canceled;
      });
    },

    /** Requests a return of pieces that have left the warehouse. */
    requestReturn: async (args: MutationOrderReturnRequestArgs): Promise<OrderResult<ReturnRow>> => {
      const { orderId, accessToken, lines, idempotencyKey } = args;
      if (!(await orders.find(orderId, accessToken))) return refuseOrder('ORDER_NOT_FOUND', ['orderId']);
      const requested = await idempotent('orderReturnRequest', args, async () => {
        const { returns, returnable } = await returnsOf(orderId);
        const wrong = checkReturnLines(lines, { orderId, returns, returnable });
        if (wrong) return wrong;
        const wanted = lines.map((line) => ({ ...line, note: line.note?.trim() || null }));
        return calls.requestReturn(orderId, idempotencyKey, wanted);
      });
      return isRefused(requested) ? requested : returnOf(orderId, requested.id);
    },

    /** Cancels a return of which nothing was received. One that is canceled already stays as it is. */
    cancelReturn: async (args: MutationOrderReturnCancelArgs): Promise<OrderResult<ReturnRow>> => {
      const { orderId, accessToken, returnId } = args;
      if (!(await orders.find(orderId, accessToken))) return refuseOrder('ORDER_NOT_FOUND', ['orderId']);
      const canceled = await calls.cancelReturn(orderId, returnId);
      return isRefused(canceled) ? canceled : returnOf(orderId, returnId);
    },
  };
}

type KeyedArguments = { idempotencyKey: string; orderId: string; accessToken?: string | null };

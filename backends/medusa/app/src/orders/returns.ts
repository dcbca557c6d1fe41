import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MedusaError, Modules, OrderWorkflowEvents } from '@medusajs/framework/utils';
import { cancelReturnWorkflow } from '@medusajs/medusa/core-flows';
import type { ReturnLabel } from './return-labels';
import { type Returnable, type ReturnableOrder, returnableOf } from './returnable';

/** Pieces that a buyer wants to send back. */
export interface ReturnRequest {
  /** Identifies the request: the same key makes one return. */
  key: string;
  lines: { line_id: string; quantity: number; reason: string; note?: string | null }[];
}

/** A return with what was given back for it. */
export interface OrderReturn {
  id: string;
  display_id: number;
  status: string;
  requested_at: Date | null;
  received_at: Date | null;
  canceled_at: Date | null;
  created_at: Date;
  metadata: { label?: ReturnLabel } | null;
  items: {
    item_id: string;
    quantity: number;
    received_quantity: number;
    reason: { value: string } | null;
    note: string | null;
    metadata: { key?: string } | null;
  }[];
}

/**
 * Creates a return for pieces of an order, and returns its id. Throws NOT_ALLOWED where a line cannot be returned in this quantity,
 * also where another request was faster.
 */
export function requestReturn(container: MedusaContainer, orderId: string, request: ReturnRequest): Promise<string> {
  return exclusively(container, orderId, async () => {
    const { order, returns } = await readReturns(container, orderId);
    const known = returns.find(({ items }) => items.some(({ metadata }) => metadata?.key === request.key));
    if (known) return known.id;
    const returnable = returnableOf(order);
    const isPossible = request.lines.every(
      ({ line_id, quantity }) => quantity <= (returnable.get(line_id)?.quantity ?? 0),
    );
    if (!isPossible) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'These pieces cannot be returned');
    const created = await container.resolve(Modules.ORDER).createReturn({
      order_id: orderId,
      location_id: await locationFor(container, order, request),
      requested_at: new Date(),
      items: request.lines.map(({ line_id, quantity, reason, note }) => ({
        ...{ id: line_id, quantity, note: note ?? undefined },
        reason_id: reasonId(reason),
        metadata: { key: request.key },
      })),
    } as never);
    const data = { order_id: orderId, return_id: created.id };
    await container.resolve(Modules.EVENT_BUS).emit({ name: OrderWorkflowEvents.RETURN_REQUESTED, data });
    return created.id;
  });
}

/** Cancels a return of an order. One that is canceled stays so. Throws NOT_FOUND, and NOT_ALLOWED once pieces were received. */
export function cancelReturn(container: MedusaContainer, orderId: string, returnId: string): Promise<void> {
  return exclusively(container, orderId, async () => {
    const { returns } = await readReturns(container, orderId);
    const found = returns.find(({ id }) => id === returnId);
    if (!found) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Return id not found: ${returnId}`);
    if (found.canceled_at) return;
    if (found.items.some(({ received_quantity }) => Number(received_quantity) > 0)) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'The return was received');
    }
    await cancelReturnWorkflow(container).run({ input: { return_id: returnId } });
  });
}

/** An order with its returns, the oldest first, and what of it can be returned. */
export async function readReturns(
  container: MedusaContainer,
  orderId: string,
): Promise<{ order: ReturnableOrder; returns: OrderReturn[]; returnable: Map<string, Returnable> }> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const parcels = ['shipped_at', 'delivered_at', 'canceled_at', 'location_id', 'items.line_item_id', 'items.quantity'];
  const [orders, returns] = await Promise.all([
    query.graph({
      entity: 'order',
      fields: [
        'id',
        'canceled_at',
        'currency_code',
        'items.*',
        'items.detail.*',
        ...parcels.map((field) => `fulfillments.${field}`),
      ],
      filters: { id: orderId },
    }),
    query.graph({
      entity: 'return',
      fields: [
        ...['id', 'display_id', 'status', 'requested_at', 'received_at', 'canceled_at', 'created_at'],
        ...['metadata', 'items.item_id', 'items.quantity', 'items.received_quantity', 'items.note', 'items.metadata'],
        'items.reason.value',
      ],
      filters: { order_id: orderId },
    }),
  ]);
  const [order] = orders.data as unknown as ReturnableOrder[];
  if (!order) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Order id not found: ${orderId}`);
  const sorted = [...(returns.data as unknown as OrderReturn[])].sort(
    (one, other) => one.display_id - other.display_id,
  );
  return { order, returns: sorted, returnable: returnableOf(order) };
}

/**
 * Where the pieces come back to: a place that stocks as many of the lines as possible, since Medusa receives nothing at any
 * other; among these, the place that they were sent from.
 */
async function locationFor(container: MedusaContainer, order: ReturnableOrder, { lines }: ReturnRequest) {
  const origin = order.fulfillments?.find(({ location_id }) => location_id)?.location_id ?? null;
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select level.location_id as id from order_line_item as line
     join product_variant_inventory_item as link on link.variant_id = line.variant_id and link.deleted_at is null
     join inventory_level as level on level.inventory_item_id = link.inventory_item_id and level.deleted_at is null
     where line.id = any(?)
     group by 1 order by count(distinct line.id) desc, level.location_id = ? desc, 1 limit 1`,
    [lines.map(({ line_id }) => line_id), origin ?? ''],
  );
  return (rows[0]?.id as string | undefined) ?? origin ?? undefined;
}

/** The id of a reason for a return; the migration `make-return-reasons` creates them. */
export function reasonId(reason: string): string {
  return `rr_${reason}`;
}

function exclusively<Result>(
  container: MedusaContainer,
  orderId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return container.resolve(Modules.LOCKING).execute(`returns:${orderId}`, work, { timeout: 10 });
}

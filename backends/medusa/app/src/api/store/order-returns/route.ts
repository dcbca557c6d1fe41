import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { MedusaError } from '@medusajs/framework/utils';
import { readReturns } from '../../../orders/returns';
import { refundsOfReturns } from '../../../orders/settle-returns';
import { isService } from '../../service';

/** Most orders of one request. */
const maxOrders = 100;

/**
 * Returns the returns of the orders in `order_id`, separated by commas, with what was given back for each, and what of each
 * line can be returned. For AXIOM services, which have checked the viewer.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  if (!isService(req)) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'Not found');
  const ids = String(req.query.order_id ?? '')
    .split(',')
    .slice(0, maxOrders);
  const orders = await Promise.all(ids.map((id) => describe(req, id)));
  res.json({ orders });
}

async function describe({ scope }: MedusaRequest, id: string) {
  const { order, returns, returnable } = await readReturns(scope, id);
  const refunds = await refundsOfReturns(scope, id);
  return {
    order_id: id,
    currency_code: order.currency_code,
    returnable: Object.fromEntries(returnable),
    returns: returns.map(({ items, metadata, ...one }) => ({
      ...one,
      label: (!one.canceled_at && metadata?.label) || null,
      refunded: refunds.get(one.id) ?? '0',
      items: items.map(({ item_id, quantity, received_quantity, reason, note }) => ({
        ...{ line_id: item_id, quantity: Number(quantity), received_quantity: Number(received_quantity) },
        ...{ reason: reason?.value ?? 'other', note },
      })),
    })),
  };
}

import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { methodOf } from '../../../payments/session';
import { isService } from '../../service';

/**
 * The payments of the orders with the ids of `order_id`, for AXIOM services, which have checked that the viewer may see the
 * orders. Attempts that were given up before the order have no session any more and are left out.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  if (!isService(req)) throw new MedusaError(MedusaError.Types.NOT_FOUND, 'There is no such page');
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'order_payment_collection',
    fields: [
      ...['order_id', 'payment_collection.payment_sessions.payment.id'],
      ...['id', 'provider_id', 'raw_amount', 'currency_code', 'created_at', 'captured_at', 'canceled_at', 'data'].map(
        of,
      ),
      ...['captures.id', 'captures.raw_amount', 'captures.created_at'].map(of),
      ...['refunds.id', 'refunds.raw_amount', 'refunds.created_at', 'refunds.note', 'refunds.refund_reason.label'].map(
        of,
      ),
    ],
    filters: { order_id: [req.query.order_id ?? []].flat() as string[] },
  });
  const links = data as unknown as Link[];
  res.json({
    payments: links.flatMap(({ order_id, payment_collection }) =>
      (payment_collection?.payments ?? [])
        .filter(({ id }) => payment_collection?.payment_sessions?.some(({ payment }) => payment?.id === id))
        .map(({ data, ...payment }) => ({ ...payment, order_id, method: methodOf(data) })),
    ),
  });
}

interface Link {
  order_id: string;
  payment_collection?: { payments?: Payment[]; payment_sessions?: { payment?: { id: string } | null }[] };
}

interface Payment {
  id: string;
  data: Record<string, unknown> | null;
}

function of(field: string): string {
  return `payment_collection.payments.${field}`;
}

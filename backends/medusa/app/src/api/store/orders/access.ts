import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError } from '@medusajs/framework/utils';
import { issueOrderToken, isTokenExpired, verifyOrderToken } from '../../../order-tokens';
import { isService } from '../../service';

/** The header that carries the token of an order. */
const header = 'x-axiom-order-token';

/** An expired token of the order: HTTP status 401, with the error code of the graph. */
export class OrderTokenExpired extends Error {
  constructor() {
    super('The token of the order has expired. Sign in to see the order.');
  }
}

/**
 * Admits the customer who placed the order of the route, and requests with the token of the order: the same rule as in
 * the graph. The id alone is not sufficient. AXIOM services are admitted, since the graph has checked the viewer.
 */
export async function checkOrder(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  await allowOrder(req, req.params.id as string);
  next();
}

/**
 * Refuses Medusa's own route for returns: it would also take pieces that are not returnable, and with `receive_now` count
 * them as received. `/store/orders/:id/returns` checks both.
 */
export function refuseReturns(): never {
  throw new MedusaError(MedusaError.Types.NOT_FOUND, 'Returns are at /store/orders/:id/returns');
}

/** Adds the order's token to the response when a cart becomes an order: its buyer may be a guest. */
export function addOrderToken(_: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const send = res.json.bind(res);
  res.json = (body: unknown) => {
    const { type, order } = (body ?? {}) as { type?: unknown; order?: { id?: string; created_at?: string } };
    if (type !== 'order' || !order?.id) return send(body);
    const placedAt = order.created_at ? new Date(order.created_at) : new Date();
    return send({ ...(body as object), access_token: issueOrderToken(order.id, placedAt) });
  };
  next();
}

async function allowOrder(req: MedusaRequest, id: string): Promise<void> {
  if (isService(req)) return;
  const token = req.headers[header];
  const viewer = (req as AuthenticatedMedusaRequest).auth_context?.actor_id;
  if (typeof token !== 'string' && !viewer) {
    throw new MedusaError(MedusaError.Types.UNAUTHORIZED, `Sign in, or send the token of the order as ${header}.`);
  }
  const state = typeof token === 'string' ? verifyOrderToken(id, token) : undefined;
  if (state === 'EXPIRED') throw new OrderTokenExpired();
  const order = await readOrder(req, id);
  const isOwner = viewer !== undefined && viewer !== '' && order?.metadata?.owner === viewer;
  const isOpened = state === 'VALID' || state === 'UNDATED';
  if (!order || !(isOpened || isOwner)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Order id not found: ${id}`);
  }
  if (state === 'UNDATED' && !isOwner && isTokenExpired(new Date(order.created_at))) throw new OrderTokenExpired();
}

interface Order {
  created_at: string | Date;
  metadata?: { owner?: unknown } | null;
}

async function readOrder(req: MedusaRequest, id: string): Promise<Order | undefined> {
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'order', fields: ['metadata', 'created_at'], filters: { id } });
  return data[0] as unknown as Order | undefined;
}

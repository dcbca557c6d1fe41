import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';

/**
 * The owner of a cart is in its metadata, as `owner`. Medusa's own `customer_id` may be a customer whose e-mail address a
 * guest has entered. Only the functions of this file write `owner`.
 */
type CartMetadata = Record<string, unknown> & { owner?: string };

/** Hides a customer's cart from others, with 404. A cart without an owner is open to every request that names its id. */
export async function hideFromOthers(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const owned = await allowCart(req, req.params.id as string);
  for (const body of bodiesOf(req)) if (body.metadata) body.metadata = { ...body.metadata, owner: owned.owner };
  next();
}

/** The metadata of a cart that the requester may see and change. Throws NOT_FOUND for a cart of another customer. */
export async function allowCart(req: MedusaRequest, id: string): Promise<CartMetadata> {
  const owned = await readMetadata(req, id);
  if (owned.owner && owned.owner !== viewerOf(req)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Cart id not found: ${id}`);
  }
  return owned;
}

/** Makes the customer who creates a cart its owner. */
export function setCartOwner(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const owner = viewerOf(req);
  for (const body of bodiesOf(req)) {
    const { owner: _owner, ...metadata } = body.metadata ?? {};
    if (body.metadata || owner) body.metadata = owner ? { ...metadata, owner } : metadata;
  }
  next();
}

/** Makes the customer who claims a cart its owner. */
export async function claimCartOwner(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const owner = viewerOf(req);
  if (owner) {
    const metadata = { ...(await readMetadata(req, req.params.id as string)), owner };
    await req.scope.resolve(Modules.CART).updateCarts(req.params.id as string, { metadata });
  }
  next();
}

/** Refuses to remove lines of another cart, with 404. */
export async function requireOwnLines(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const { id, line_id } = req.params as { id: string; line_id?: string };
  const ids = line_id ? [line_id] : ((req.body as { ids?: string[] }).ids ?? []);
  const lines = await req.scope.resolve(Modules.CART).listLineItems({ id: ids }, { select: ['id', 'cart_id'] });
  const foreign = lines.find((line) => line.cart_id !== id);
  if (foreign) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Line item with id: ${foreign.id} was not found`);
  next();
}

/**
 * Lists only the orders that the customer placed. By default Medusa also lists orders of guests with the same e-mail
 * address, although the address may be unverified.
 */
export function requireOwnOrders(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  req.filterableFields = { ...req.filterableFields, metadata: { owner: viewerOf(req) } };
  next();
}

/** The body as sent, and as Medusa has validated it. */
function bodiesOf(req: MedusaRequest): { metadata?: CartMetadata }[] {
  return [req.body, req.validatedBody].filter((body) => typeof body === 'object' && body !== null) as object[];
}

async function readMetadata(req: MedusaRequest, id: string): Promise<CartMetadata> {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart',
    fields: ['metadata'],
    filters: { id },
  });
  return (data[0]?.metadata ?? {}) as CartMetadata;
}

function viewerOf(req: MedusaRequest): string | undefined {
  return (req as AuthenticatedMedusaRequest).auth_context?.actor_id || undefined;
}

import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from '@medusajs/framework/http';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';

/**
 * Whose a cart is stands in its metadata, as `owner`: Medusa's own customer of a cart may be one whose address a guest has
 * given. Only the functions here write it.
 */
type Owned = Record<string, unknown> & { owner?: string };

/** A cart of a customer is theirs alone: to others it is not there. Any other is open to requests that name its id. */
export async function hideFromOthers(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const owned = await allowCart(req, req.params.id as string);
  for (const body of bodiesOf(req)) if (body.metadata) body.metadata = { ...body.metadata, owner: owned.owner };
  next();
}

/** The metadata of a cart that the requester may see and change. Throws NOT_FOUND for a cart of another customer. */
export async function allowCart(req: MedusaRequest, id: string): Promise<Owned> {
  const owned = await readMetadata(req, id);
  if (owned.owner && owned.owner !== viewerOf(req)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Cart id not found: ${id}`);
  }
  return owned;
}

/** A cart that a customer begins is theirs from the first. */
export function setCartOwner(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const owner = viewerOf(req);
  for (const body of bodiesOf(req)) {
    const { owner: _owner, ...metadata } = body.metadata ?? {};
    if (body.metadata || owner) body.metadata = owner ? { ...metadata, owner } : metadata;
  }
  next();
}

/** A cart that a customer takes over is theirs from then on. */
export async function claimCartOwner(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const owner = viewerOf(req);
  if (owner) {
    const metadata = { ...(await readMetadata(req, req.params.id as string)), owner };
    await req.scope.resolve(Modules.CART).updateCarts(req.params.id as string, { metadata });
  }
  next();
}

/** Lines are taken out of the cart that they lie in, and of no other. */
export async function requireOwnLines(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const { id, line_id } = req.params as { id: string; line_id?: string };
  const ids = line_id ? [line_id] : ((req.body as { ids?: string[] }).ids ?? []);
  const lines = await req.scope.resolve(Modules.CART).listLineItems({ id: ids }, { select: ['id', 'cart_id'] });
  const foreign = lines.find((line) => line.cart_id !== id);
  if (foreign) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Line item with id: ${foreign.id} was not found`);
  next();
}

/**
 * Customers are shown the orders that they placed: not those of guests who gave the same e-mail address, which Medusa takes
 * for theirs although the address may not be proved.
 */
export function requireOwnOrders(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  req.filterableFields = { ...req.filterableFields, metadata: { owner: viewerOf(req) } };
  next();
}

/** What was sent, as it came and, once Medusa has checked it, as it is read. */
function bodiesOf(req: MedusaRequest): { metadata?: Owned }[] {
  return [req.body, req.validatedBody].filter((body) => typeof body === 'object' && body !== null) as object[];
}

async function readMetadata(req: MedusaRequest, id: string): Promise<Owned> {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart',
    fields: ['metadata'],
    filters: { id },
  });
  return (data[0]?.metadata ?? {}) as Owned;
}

function viewerOf(req: MedusaRequest): string | undefined {
  return (req as AuthenticatedMedusaRequest).auth_context?.actor_id || undefined;
}

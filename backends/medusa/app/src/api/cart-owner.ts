import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from '@medusajs/framework/http';
import { MedusaError, Modules } from '@medusajs/framework/utils';
import { cartNotFound, findCart, setOwner } from '../carts/customer-carts';
import { type CartMetadata, readCartMetadata } from '../carts/metadata';
import { languageOf } from './store/carts/language';

/** Hides a customer's cart from others, with 404. A cart without an owner is open to every request that names its id. */
export async function hideFromOthers(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  await allowCart(req, req.params.id as string);
  next();
}

/** Checks the metadata of a request that changes a cart. Medusa keeps the keys that a request does not name. */
export function keepCartMetadata(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  for (const body of bodiesOf(req)) {
    const metadata = readCartMetadata(body.metadata ?? {});
    // An empty object, and null, would delete all.
    if (Object.keys(metadata).length > 0) body.metadata = metadata;
    else delete body.metadata;
  }
  next();
}

/** Throws NOT_FOUND for a cart of another customer, and for one that has expired. */
export async function allowCart(req: MedusaRequest, id: string): Promise<void> {
  const metadata = (await findCart(req.scope, id))?.metadata ?? {};
  if (metadata.owner && metadata.owner !== viewerOf(req)) throw cartNotFound(id);
  if (metadata.expired_at) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Cart has expired: ${id}`);
}

/** Checks the metadata of a new cart, which keeps the language of the request, and makes the customer who creates it its owner. */
export function setCartOwner(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  const owner = viewerOf(req);
  const language = languageOf(req);
  for (const body of bodiesOf(req)) {
    const read = Object.entries(readCartMetadata(body.metadata ?? {}));
    const metadata = Object.fromEntries(read.filter(([, value]) => value !== ''));
    if (body.metadata || owner || language)
      body.metadata = { ...metadata, ...(owner && { owner }), ...(language && { language }) };
  }
  next();
}

/** Makes the customer who claims a cart its owner. */
export async function claimCartOwner(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const owner = viewerOf(req);
  if (owner) await setOwner(req.scope, req.params.id as string, owner);
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

function viewerOf(req: MedusaRequest): string | undefined {
  return (req as AuthenticatedMedusaRequest).auth_context?.actor_id || undefined;
}

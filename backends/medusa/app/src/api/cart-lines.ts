import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { Modules } from '@medusajs/framework/utils';
import { type NewItem, readItems, readLineMetadata } from '../carts/line-attributes';
import { refuseTooManyLines } from '../carts/line-limit';

/** Checks the attributes of the lines of a new cart, and adds up equal lines. */
export async function readNewLines(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const body = bodyOf(req) as { items?: NewItem[] };
  if (body.items?.length) {
    body.items = await readItems(req.scope, body.items);
    await refuseTooManyLines(req.scope, undefined, body.items);
  }
  next();
}

/** Checks the attributes of a line to add. */
export async function readNewLine(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const body = bodyOf(req) as NewItem;
  const items = await readItems(req.scope, [body]);
  await refuseTooManyLines(req.scope, req.params.id, items);
  Object.assign(body, items[0]);
  next();
}

/** Checks the attributes of a line to change, if the request has any. */
export async function readChangedLine(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const body = bodyOf(req) as { metadata?: unknown };
  if (body.metadata) {
    const { line_id: id } = req.params as { line_id: string };
    const [line] = await req.scope.resolve(Modules.CART).listLineItems({ id }, { select: ['id', 'variant_id'] });
    // The route answers 404 for a line that does not exist.
    if (line?.variant_id) body.metadata = await readLineMetadata(req.scope, line.variant_id, body.metadata);
  }
  next();
}

/** The body that the route reads: Medusa has validated it before these functions run. */
function bodyOf(req: MedusaRequest): object {
  return (req.validatedBody ?? req.body ?? {}) as object;
}

import { isDeepStrictEqual } from 'node:util';
import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';
import { addToCartWorkflow, transferCartCustomerWorkflow } from '@medusajs/medusa/core-flows';
import { setDiscountCodes } from '../discount-codes';
import { availablePieces } from './available-pieces';
import { type CartState, cartNotFound, findCart, newestCart, setOwner } from './customer-carts';
import type { LineAttribute } from './line-attributes';
import { maxLines } from './line-limit';
import { cancelPayments, paymentInProgress, startedPayments } from './payments';

/** Why pieces were not merged. */
export type LeftOutReason = 'OUT_OF_STOCK' | 'NOT_SOLD' | 'TOO_MANY_LINES' | 'REFUSED';

/** Pieces that are not in the merged cart. */
export interface LeftOutLine {
  variant_id: string;
  quantity: number;
  attributes: LineAttribute[];
  reason: LeftOutReason;
}

/** The result of a merge. */
export interface Merged {
  /** The customer's cart. */
  id: string;
  left_out_lines: LeftOutLine[];
  left_out_codes: string[];
}

/**
 * Merges a cart into the newest open cart of a customer, or makes it theirs where they have none. A line that is in both gets
 * the larger quantity, so that a merge that a crash interrupted can be repeated; the merged cart is deleted at the end. Throws
 * NOT_ALLOWED where a payment of one of them was started, unless `isPaymentCanceled` says to cancel it.
 */
export async function mergeCart(
  container: MedusaContainer,
  { cartId, customerId, isPaymentCanceled }: { cartId: string; customerId: string; isPaymentCanceled: boolean },
): Promise<Merged> {
  const locking = container.resolve(Modules.LOCKING);
  // Of two devices that sign in at once, the second merges into the cart of the first.
  return locking.execute(`customer-carts:${customerId}`, async () => {
    const source = await findCart(container, cartId);
    const owner = source?.metadata?.owner;
    if (!source || (owner && owner !== customerId)) throw cartNotFound(cartId);
    const target = await newestCart(container, customerId, cartId);
    if (source.deleted_at) {
      // It was merged before, and the client did not get the response.
      const { merged_into, left_out } = source.metadata ?? {};
      if (!merged_into || !target) throw cartNotFound(cartId);
      return { ...nothingLeftOut(target), ...left_out };
    }
    if (source.completed_at) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'Cart is already completed');
    if (!target) return claim(container, source, customerId);
    // Changes of the cart wait until it is gone, and are not lost half-way.
    return locking.execute(cartId, () => mergeInto(container, target, cartId, customerId, isPaymentCanceled));
  });
}

async function claim(container: MedusaContainer, { id, email }: CartState, customerId: string): Promise<Merged> {
  await setOwner(container, id, customerId);
  await transferCartCustomerWorkflow(container).run({ input: { id, customer_id: customerId } });
  // Medusa replaces the address that the buyer has typed by the customer's.
  if (email) await container.resolve(Modules.CART).updateCarts(id, { email });
  return nothingLeftOut(id);
}

async function mergeInto(
  container: MedusaContainer,
  targetId: string,
  sourceId: string,
  customerId: string,
  isPaymentCanceled: boolean,
): Promise<Merged> {
  const [source, target] = await Promise.all([readCart(container, sourceId), readCart(container, targetId)]);
  for (const { id } of [source, target]) {
    if (isPaymentCanceled) await cancelPayments(container, id);
    else if ((await startedPayments(container, id)).length > 0) throw paymentInProgress();
  }
  const left_out_lines = await mergeLines(container, source, target);
  const left_out_codes = await mergeCodes(container, source, target);
  const carts = container.resolve(Modules.CART);
  const { note, gift } = source.metadata ?? {};
  const kept = target.metadata ?? {};
  const added = { ...(note && !kept.note && { note }), ...(gift && !kept.gift && { gift }) };
  if (Object.keys(added).length > 0) await carts.updateCarts(targetId, { metadata: added });
  const left_out = { left_out_lines, left_out_codes };
  await carts.updateCarts(sourceId, { metadata: { owner: customerId, merged_into: targetId, left_out } });
  await carts.softDeleteCarts([sourceId]);
  return { id: targetId, ...left_out };
}

interface Line {
  variant_id: string | null;
  quantity: number;
  metadata: { attributes?: LineAttribute[] } | null;
}

interface Cart {
  id: string;
  region_id: string;
  currency_code: string;
  sales_channel_id: string;
  metadata: CartState['metadata'];
  items: Line[];
  promotions: { code: string | null; is_automatic: boolean }[];
}

async function readCart(container: MedusaContainer, id: string): Promise<Cart> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart',
    fields: [
      ...['id', 'region_id', 'currency_code', 'sales_channel_id', 'metadata', 'items.variant_id', 'items.quantity'],
      ...['items.metadata', 'promotions.code', 'promotions.is_automatic'],
    ],
    filters: { id },
  });
  if (!data[0]) throw cartNotFound(id);
  return data[0] as unknown as Cart;
}

/** Adds what the target lacks. Returns what cannot be added. */
async function mergeLines(container: MedusaContainer, source: Cart, target: Cart): Promise<LeftOutLine[]> {
  const missing = source.items.flatMap((line) => {
    const same = target.items.find((other) => isSameLine(line, other));
    const quantity = Number(line.quantity) - Number(same?.quantity ?? 0);
    return quantity > 0 && line.variant_id ? [{ ...line, variant_id: line.variant_id, quantity, isNew: !same }] : [];
  });
  if (missing.length === 0) return [];

  const left = await availablePieces(
    container,
    target,
    missing.map(({ variant_id }) => variant_id),
  );
  for (const { variant_id, quantity } of target.items) {
    const pieces = variant_id === null ? undefined : left.get(variant_id);
    if (variant_id !== null && pieces !== undefined) left.set(variant_id, pieces - Number(quantity));
  }
  const leftOut: LeftOutLine[] = [];
  const leaveOut = ({ variant_id, metadata }: Item, quantity: number, reason: LeftOutReason) =>
    leftOut.push({ variant_id, quantity, attributes: metadata?.attributes ?? [], reason });
  let free = maxLines - target.items.length;
  const items: Item[] = [];
  for (const { variant_id, quantity, metadata, isNew } of missing) {
    const pieces = left.get(variant_id);
    const added = Math.max(0, Math.min(quantity, pieces ?? 0));
    const item = { variant_id, quantity: added, metadata };
    if (pieces === undefined) leaveOut(item, quantity, 'NOT_SOLD');
    else if (isNew && free <= 0) leaveOut(item, quantity, 'TOO_MANY_LINES');
    else {
      if (added < quantity) leaveOut(item, quantity - added, 'OUT_OF_STOCK');
      if (added === 0) continue;
      if (isNew) free -= 1;
      left.set(variant_id, pieces - added);
      items.push(item);
    }
  }
  for (const item of await addAllThatFit(container, target.id, items)) leaveOut(item, item.quantity, 'REFUSED');
  return leftOut;
}

interface Item {
  variant_id: string;
  quantity: number;
  metadata: Line['metadata'];
}

/** Adds all items at once or, where that is refused, one by one. Returns those that are refused, such as by a limit for buyers. */
async function addAllThatFit(container: MedusaContainer, cartId: string, items: Item[]): Promise<Item[]> {
  if (items.length === 0) return [];
  try {
    await addToCartWorkflow(container).run({
      input: { cart_id: cartId, items: items.map((item) => ({ ...item, metadata: item.metadata ?? {} })) },
    });
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (items.length === 1) return items;
  }
  const refused: Item[] = [];
  for (const item of items) refused.push(...(await addAllThatFit(container, cartId, [item])));
  return refused;
}

function isRefusal(error: unknown): boolean {
  const { type, message = '' } = error as { type?: string; message?: string };
  const { INVALID_DATA, NOT_ALLOWED, NOT_FOUND } = MedusaError.Types;
  return [INVALID_DATA, NOT_ALLOWED, NOT_FOUND].some((one) => one === type) && !/already completed/i.test(message);
}

/** Adds the codes that the target lacks, up to 10. Returns those that do not apply. */
async function mergeCodes(container: MedusaContainer, source: Cart, target: Cart): Promise<string[]> {
  let codes = codesOf(target);
  const leftOut: string[] = [];
  for (const code of codesOf(source).filter((one) => !codes.includes(one))) {
    try {
      if (codes.length >= 10) throw new MedusaError(MedusaError.Types.INVALID_DATA, 'A cart has 10 codes at most.');
      await setDiscountCodes(container, target.id, [...codes, code]);
      codes = [...codes, code];
    } catch (error) {
      if (!isRefusal(error)) throw error;
      leftOut.push(code);
    }
  }
  return leftOut;
}

function codesOf({ promotions }: Cart): string[] {
  return (promotions ?? []).flatMap((one) => (one?.code && !one.is_automatic ? [one.code] : []));
}

function isSameLine(one: Line, other: Line): boolean {
  return one.variant_id === other.variant_id && isDeepStrictEqual(one.metadata ?? {}, other.metadata ?? {});
}

function nothingLeftOut(id: string): Merged {
  return { id, left_out_lines: [], left_out_codes: [] };
}

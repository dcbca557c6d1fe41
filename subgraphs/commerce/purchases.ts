import type { Viewer } from '#kit/viewer.ts';
import { isCustomer, type Own } from './customers.ts';
import type { Medusa } from './medusa.ts';
import type { CartRow, OrderRow } from './rows.ts';

/** A cart, to whoever knows its id; null when there is none. */
export async function findCart(id: string, medusa: Pick<Medusa, 'cart'>): Promise<CartRow | null> {
  return /^cart_\w+$/.test(id) ? medusa.cart(id) : null;
}

/**
 * An order, to the customer who placed it; null when there is none or it is another's. Throws UNAUTHENTICATED when
 * nobody has signed in.
 */
export async function findOrder(id: string, viewer: Viewer, own: Pick<Own, 'order'>): Promise<OrderRow | null> {
  return isCustomer(viewer) && /^order_\w+$/.test(id) ? own.order(id) : null;
}

import { graphError } from '#kit/errors.ts';
import type { Viewer } from '#kit/viewer.ts';
import type { Medusa } from './medusa.ts';
import type { CartRow, OrderRow } from './rows.ts';

/** A cart, to whoever knows its id; null when there is none. */
export async function findCart(id: string, medusa: Pick<Medusa, 'cart'>): Promise<CartRow | null> {
  return /^cart_\w+$/.test(id) ? medusa.cart(id) : null;
}

/**
 * An order, to the customer who placed it; null when there is none or it is another's. Throws UNAUTHENTICATED when
 * nobody has signed in: Medusa itself shows an order to anyone who knows its id.
 */
export async function findOrder(id: string, viewer: Viewer, medusa: Pick<Medusa, 'order'>): Promise<OrderRow | null> {
  if (viewer.kind === 'ANONYMOUS') throw graphError('UNAUTHENTICATED', 'Sign in to see your orders.');
  const order = /^order_\w+$/.test(id) ? await medusa.order(id) : null;
  return order?.customerId === viewer.id ? order : null;
}

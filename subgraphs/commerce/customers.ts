import { refusalOf } from '#kit/access.ts';
import { graphError } from '#kit/errors.ts';
import type { SignedIn, Viewer } from '#kit/viewer.ts';
import type { CustomerRow, OrderRow } from './rows.ts';

/** What Medusa shows the customer who asks. */
export interface Own {
  /** Who they are; null when they are a customer no longer. */
  customer(): Promise<CustomerRow | null>;
  /** One of their orders; null when there is none or it is another's. */
  order(id: string): Promise<OrderRow | null>;
}

/** A customer, to themselves. Throws UNAUTHENTICATED when nobody has signed in, FORBIDDEN to anyone else. */
export async function findCustomer(
  id: string,
  viewer: Viewer,
  own: Pick<Own, 'customer'>,
): Promise<CustomerRow | null> {
  if (!isCustomer(viewer) || viewer.id !== id) throw graphError('FORBIDDEN', 'Customers see themselves alone.');
  return own.customer();
}

/** Whether someone who has signed in is a customer. Throws UNAUTHENTICATED when nobody has. */
export function isCustomer(viewer: Viewer): viewer is SignedIn {
  const refusal = refusalOf({ authenticated: true, scopes: [] }, viewer);
  if (refusal) throw refusal;
  return viewer.kind === 'CUSTOMER' || viewer.kind === 'ELITE';
}

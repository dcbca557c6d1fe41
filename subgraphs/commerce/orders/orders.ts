import { hasAccess } from '#kit/graph/access.ts';
import type { Connection, PageArguments } from '#kit/graph/connection.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { backendError, graphError } from '#kit/graph/errors.ts';
import { byId } from '#kit/graph/loader.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { isKnownCustomer } from '../customers/customers.ts';
import type { Medusa } from '../medusa/client.ts';
import type { OrderTokens } from './order-tokens.ts';
import type { OrderRow } from './rows.ts';

/** Reads orders for viewers that may see them. */
export interface Orders {
  /**
   * An order, for the customer who placed it or a client with its token. Null when there is no such order, or it belongs to
   * another customer. Throws UNAUTHENTICATED for an anonymous viewer without a token, and ORDER_TOKEN_EXPIRED for an expired
   * token of this order.
   */
  find(id: string, token?: string | null): Promise<OrderRow | null>;
  /** An order that the viewer placed; null for any other order, and for a viewer who is not a customer. */
  findOwn(id: string): Promise<OrderRow | null>;
  /** An order that this request has just placed. */
  readPlaced(id: string): Promise<OrderRow>;
  /** One page of the customer's own orders, the newest first. */
  listOwn(page: PageArguments): Promise<Connection<OrderRow>>;
}

/** Orders as `viewer` may see them. `customerToken` returns Medusa's token for the viewer. */
export function createOrders(
  viewer: Viewer,
  medusa: Pick<Medusa, 'order' | 'orders' | 'ownOrders'>,
  customerToken: () => Promise<string>,
  tokens: OrderTokens,
): Orders {
  // All ids of one tick are one call to Medusa.
  const ownById = byId<OrderRow>(
    async (ids) => medusa.ownOrders(ids, await customerToken()),
    ({ id }) => id,
  );

  return {
    find: async (id, token) => {
      if (token != null) {
        if (!isOrderId(id)) return null;
        const state = tokens.verify(id, token);
        if (state === 'INVALID') return null;
        if (state === 'EXPIRED') throw expired();
        const order = await medusa.order(id);
        if (state === 'UNDATED' && order && tokens.isExpired(new Date(order.placedAt))) throw expired();
        return order;
      }
      return isKnownCustomer(viewer) && isOrderId(id) ? ownById.load(id) : null;
    },
    findOwn: async (id) =>
      hasAccess({ authenticated: true, scopes: [] }, viewer) && isKnownCustomer(viewer) && isOrderId(id)
        ? ownById.load(id)
        : null,
    readPlaced: async (id) => {
      const order = await medusa.order(id);
      if (!order) throw backendError('Medusa', new Error(`the new order ${id} is missing`));
      return order;
    },
    listOwn: async (args) => {
      const name = ['Customer.orders', 'id' in viewer ? viewer.id : null] as const;
      const page = readKeyPage(name, args, ['count', 'count'], 10, 50);
      const [index, known] = (page.after ?? [-1, 0]) as number[] as [number, number];
      const token = await customerToken();
      const read = async (offset: number) => ({
        offset,
        ...(await medusa.orders({ offset, limit: page.limit }, token)),
      });
      let found = await read(index + 1);
      // Medusa pages by offset only, so new orders move the earlier ones. Orders are never removed, so the count says how far.
      if (page.after && found.totalCount > known) found = await read(index + 1 + found.totalCount - known);
      const { rows, offset, totalCount } = found;
      return keyConnection(rows, page, totalCount, (order) => [offset + rows.indexOf(order), totalCount]);
    },
  };
}

function expired() {
  return graphError('ORDER_TOKEN_EXPIRED', 'The access token of the order has expired. Sign in to see the order.');
}

function isOrderId(id: string): boolean {
  return /^order_\w+$/.test(id);
}

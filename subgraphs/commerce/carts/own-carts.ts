import { graphError } from '#kit/graph/errors.ts';
import { isRefused } from '#kit/graph/result.ts';
import { isCustomer } from '#kit/graph/viewer.ts';
import { type CartResult, refuse } from '../cart-refusals.ts';
import type { LeftOutLineRow } from '../medusa/merges.ts';
import type { CartRow } from '../rows.ts';
import type { CartDependencies } from './dependencies.ts';

/** A cart after another was merged into it, and what is not in it. */
export interface MergedCart {
  cart: CartRow;
  leftOutLines: LeftOutLineRow[];
  leftOutDiscountCodes: string[];
}

/** Carts as wholes: the customer's own, merged and deleted ones. */
export function createOwnCarts({
  find,
  calls,
  viewer,
}: Pick<CartDependencies, 'calls' | 'viewer'> & { find(id: string): Promise<CartRow | null> }) {
  return {
    /** The newest open cart of the customer; null where there is none, and for viewers who are not customers. */
    findNewest: async (): Promise<CartRow | null> => {
      if (!isCustomer(viewer)) return null;
      const id = await (await calls()).newestOwn();
      return id === null ? null : find(id);
    },

    /** Merges a cart into the customer's newest open cart. Throws FORBIDDEN for viewers who are not customers. */
    merge: async (id: string, isPaymentCanceled: boolean): Promise<CartResult<MergedCart>> => {
      if (!isCustomer(viewer)) throw graphError('FORBIDDEN', 'Only customers have a cart of their own.');
      if (!isCartId(id)) return refuse('CART_NOT_FOUND', ['cartId']);
      const merged = await (await calls()).merge(id, isPaymentCanceled);
      if (isRefused(merged)) return merged;
      const cart = await find(merged.id);
      if (!cart) return refuse('CART_NOT_FOUND', ['cartId']);
      return { cart, leftOutLines: merged.leftOutLines, leftOutDiscountCodes: merged.leftOutCodes };
    },

    /** Deletes a cart; returns its id. */
    remove: async (id: string): Promise<CartResult<{ deletedId: string }>> => {
      if (!isCartId(id)) return refuse('CART_NOT_FOUND', ['cartId']);
      return (await (await calls()).remove(id)) ?? { deletedId: id };
    },
  };
}

/** Whether a text has the form of the id of a cart. */
export function isCartId(id: string): boolean {
  return /^cart_\w+$/.test(id);
}

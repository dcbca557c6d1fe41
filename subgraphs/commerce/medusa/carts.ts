import { backendError, requireProperty } from '#kit/graph/errors.ts';
import { type CartRefusal, type CartResult, refuse } from '../cart-refusals.ts';
import type { AddressRow, CartRow, PlacedOrder, ShippingOptionRow } from '../rows.ts';
import { fromAddress } from './addresses.ts';
import type { ReportDifference } from './costs.ts';
import { toCart, toShippingOption } from './purchases.ts';
import { cartFields } from './queries.ts';
import { readRefusal } from './refusals.ts';
import type { MedusaCart, MedusaShippingOption } from './responses.ts';
import { nullIfMissing, type Send, unavailable } from './send.ts';

/** Values to set on a cart. Those that are missing stay unchanged. */
export interface CartChange {
  regionId?: string;
  email?: string;
  shippingAddress?: Partial<AddressRow>;
  billingAddress?: Partial<AddressRow>;
  discountCodes?: readonly string[];
}

/** Pieces to add to a cart. */
export interface NewLine {
  variantId: string;
  quantity: number;
}

/**
 * Reads and changes carts at Medusa, as one customer or as an anonymous buyer. A change that Medusa refuses returns the
 * refusal and leaves the cart unchanged. All calls reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when Medusa does
 * not answer.
 */
export type CartCalls = ReturnType<typeof cartCalls>;

export function cartCalls(send: Send, report?: ReportDifference) {
  const find = async (id: string): Promise<CartRow | null> => {
    const found = await send<{ cart: MedusaCart }>('GET', at(id), shown)
      .then(requireProperty('cart'))
      .catch(nullIfMissing);
    return found && toCart(found.cart, report);
  };
  const change = async (path: string, body: object): Promise<CartResult<CartRow>> => {
    try {
      const { cart } = await send<{ cart: MedusaCart }>('POST', path, shown, body).then(requireProperty('cart'));
      return toCart(cart, report);
    } catch (cause) {
      return refused(cause);
    }
  };
  /** Sends a change whose response does not contain the cart, and then reads the cart. */
  const changeThen = async (
    method: 'POST' | 'DELETE',
    id: string,
    part: 'lines' | 'discount-codes',
    body: object,
  ): Promise<CartResult<CartRow>> => {
    try {
      await send<{ id: string }>(method, `${at(id)}/${part}`, {}, body).then(requireProperty('id'));
    } catch (cause) {
      return refused(cause);
    }
    return (await find(id)) ?? missingAfterChange(id);
  };

  return {
    find,

    create: (cart: CartChange & { lines: readonly NewLine[] }) =>
      change('carts', { ...toBody(cart), items: cart.lines.map(toItem) }),

    update: (id: string, cart: CartChange) => change(at(id), toBody(cart)),

    /** Adds all lines, or none. */
    addLines: (id: string, lines: readonly NewLine[]) => changeThen('POST', id, 'lines', { items: lines.map(toItem) }),

    /** Sets the quantity of a line; 0 removes the line. */
    updateLine: (id: string, lineId: string, quantity: number) =>
      change(`${at(id)}/line-items/${encodeURIComponent(lineId)}`, { quantity }),

    removeLines: (id: string, ids: readonly string[]) => changeThen('DELETE', id, 'lines', { ids }),

    /** Replaces the discount codes, in any spelling, by all of these; refuses where one does not apply. */
    setCodes: (id: string, codes: readonly string[]) => changeThen('POST', id, 'discount-codes', { codes }),

    /** Assigns a cart to the customer that these calls are made for. */
    claim: (id: string) => change(`${at(id)}/customer`, {}),

    setShipping: (id: string, optionId: string) => change(`${at(id)}/shipping-methods`, { option_id: optionId }),

    shippingOptions: async ({ id, cost }: CartRow): Promise<ShippingOptionRow[]> => {
      const query = { cart_id: id, fields: 'id,name,amount,type.description' };
      const { shipping_options } = await send<{ shipping_options: MedusaShippingOption[] }>(
        'GET',
        'shipping-options',
        query,
      )
        .then(requireProperty('shipping_options'))
        .catch(unavailable);
      return shipping_options.map((option) => toShippingOption(option, cost.total.currencyCode));
    },

    /** Starts a payment of the cart's current total, which replaces any earlier payment. */
    startPayment: async (id: string, providerId: string): Promise<CartRefusal | undefined> => {
      try {
        const { payment_collection: collection } = await send<{ payment_collection: { id: string } }>(
          'POST',
          'payment-collections',
          {},
          { cart_id: id },
        ).then(requireProperty('payment_collection'));
        await send<{ payment_collection: object }>(
          'POST',
          `payment-collections/${collection.id}/payment-sessions`,
          {},
          { provider_id: providerId },
        ).then(requireProperty('payment_collection'));
        return undefined;
      } catch (cause) {
        return refused(cause);
      }
    },

    /** The payment providers of a region; the first is the default. */
    paymentProviders: async (regionId: string): Promise<string[]> => {
      const { payment_providers } = await send<{ payment_providers: { id: string; is_enabled: boolean }[] }>(
        'GET',
        'payment-providers',
        { region_id: regionId },
      )
        .then(requireProperty('payment_providers'))
        .catch(unavailable);
      return payment_providers.filter(({ is_enabled }) => is_enabled).map(({ id }) => id);
    },

    /** Turns a cart into an order. Idempotent: one cart becomes one order. */
    complete: async (id: string): Promise<CartResult<PlacedOrder>> => {
      type Completion = { type: 'order'; order: { id: string }; changed_product_ids: string[] } | { type: 'cart' };
      try {
        const path = `${at(id)}/complete`;
        const completion = await send<Completion>('POST', path, { fields: 'id' }, {}).then(requireProperty('type'));
        if (completion.type === 'order')
          return { orderId: completion.order.id, productIds: completion.changed_product_ids };
        // Medusa returns the cart when the payment was not authorized, and has undone everything else.
        return refuse('PAYMENT_DECLINED');
      } catch (cause) {
        return refused(cause);
      }
    },
  };
}

const shown = { fields: cartFields };

const at = (id: string) => `carts/${encodeURIComponent(id)}`;

function toItem({ variantId, quantity }: NewLine) {
  return { variant_id: variantId, quantity };
}

function toBody({ regionId, email, shippingAddress, billingAddress, discountCodes }: CartChange) {
  return {
    region_id: regionId,
    email,
    shipping_address: shippingAddress && fromAddress(shippingAddress),
    billing_address: billingAddress && fromAddress(billingAddress),
    promo_codes: discountCodes,
  };
}

function refused(cause: unknown): CartRefusal {
  return readRefusal(cause) ?? unavailable(cause);
}

function missingAfterChange(id: string): never {
  throw backendError('Medusa', new Error(`the cart ${id} is missing after a change`));
}

import { backendError, requireProperty } from '#kit/graph/errors.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import { isRefused } from '#kit/graph/result.ts';
import { type CartRefusal, type CartResult, refuse } from '../cart-refusals.ts';
import type { GiftRow } from '../carts/gift-rows.ts';
import type { PaymentChoice } from '../payments/payment-rows.ts';
import type { AddressRow, CartRow, PlacedOrder, ShippingOptionRow } from '../rows.ts';
import { fromAddress } from './addresses.ts';
import type { ReportDifference } from './costs.ts';
import { toCartMetadata } from './gifts.ts';
import { type MedusaMerge, type MergeRow, toMerge } from './merges.ts';
import { readPaymentDetails, startPayment } from './payments.ts';
import { toCart, toShippingOption } from './purchases.ts';
import { cartFields } from './queries.ts';
import { isCustomerTwice, readCode, readRefusal } from './refusals.ts';
import type { MedusaCart, MedusaShippingOption } from './responses.ts';
import { hasStatus, type Send, unavailable } from './send.ts';

/** Values to set on a cart. Those that are missing stay unchanged. */
export interface CartChange {
  regionId?: string;
  email?: string;
  shippingAddress?: Partial<AddressRow>;
  billingAddress?: Partial<AddressRow>;
  discountCodes?: readonly string[];
  /** Null removes it. */
  note?: string | null;
  /** Null removes it. */
  gift?: GiftRow | null;
}

/** Pieces to add to a cart. */
export interface NewLine {
  variantId: string;
  quantity?: number | null;
  attributes?: readonly NewAttribute[] | null;
}

/** A text for a personalization of the product. */
export interface NewAttribute {
  key: string;
  value: string;
}

/**
 * Reads and changes carts at Medusa, as one customer or as an anonymous buyer, with their texts in a language, which `send` names to
 * Medusa. A change that Medusa refuses returns the
 * refusal and leaves the cart unchanged. All calls reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when Medusa does
 * not answer.
 */
export type CartCalls = ReturnType<typeof cartCalls>;

export function cartCalls(send: Send, language: Language, report?: ReportDifference) {
  const read = async (id: string): Promise<CartResult<CartRow>> => {
    try {
      const { cart } = await send<{ cart: MedusaCart }>('GET', at(id), shown).then(requireProperty('cart'));
      return toCart(cart, language, report);
    } catch (cause) {
      return hasStatus(cause, 404) ? (readRefusal(cause) ?? refuse('CART_NOT_FOUND', ['cartId'])) : unavailable(cause);
    }
  };
  const find = async (id: string): Promise<CartRow | null> => {
    const found = await read(id);
    return isRefused(found) ? null : found;
  };
  const change = async (path: string, body: object, isRepeated = false): Promise<CartResult<CartRow>> => {
    try {
      const { cart } = await send<{ cart: MedusaCart }>('POST', path, shown, body).then(requireProperty('cart'));
      return toCart(cart, language, report);
    } catch (cause) {
      // Another cart with the same new address was faster. Now Medusa finds the customer.
      if (!isRepeated && isCustomerTwice(cause)) return change(path, body, true);
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
    /** The cart; null where there is none. */
    find,

    /** The cart; a refusal that says whether there was one. */
    read,

    create: (cart: CartChange & { lines: readonly NewLine[] }) =>
      change('carts', { ...toBody(cart), items: cart.lines.map(toItem) }),

    update: (id: string, cart: CartChange) => change(at(id), toBody(cart)),

    /** Adds all lines, or none. */
    addLines: (id: string, lines: readonly NewLine[]) => changeThen('POST', id, 'lines', { items: lines.map(toItem) }),

    /** Sets the quantity of a line, where 0 removes the line, and its attributes, which stay unchanged where none are sent. */
    updateLine: (id: string, lineId: string, quantity: number, attributes?: readonly NewAttribute[] | null) =>
      change(`${at(id)}/line-items/${encodeURIComponent(lineId)}`, {
        quantity,
        ...(attributes && { metadata: { attributes } }),
      }),

    removeLines: (id: string, ids: readonly string[]) => changeThen('DELETE', id, 'lines', { ids }),

    /** Deletes the cart. */
    remove: async (id: string): Promise<CartRefusal | undefined> => {
      try {
        await send<{ deleted: boolean }>('DELETE', at(id)).then(requireProperty('deleted'));
        return undefined;
      } catch (cause) {
        return refused(cause);
      }
    },

    /** The id of the customer's newest open cart; null where there is none. */
    newestOwn: async (): Promise<string | null> => {
      const { cart_id } = await send<{ cart_id: string | null }>('GET', 'customers/me/cart')
        .then(requireProperty('cart_id'))
        .catch(unavailable);
      return cart_id;
    },

    /** Merges a cart into the customer's newest open cart, and names that cart. */
    merge: async (id: string, isPaymentCanceled: boolean): Promise<CartResult<MergeRow>> => {
      try {
        const body = { cancel_payment: isPaymentCanceled };
        const merged = await send<MedusaMerge>('POST', `${at(id)}/merge`, {}, body).then(requireProperty('id'));
        return toMerge(merged, language);
      } catch (cause) {
        return refused(cause);
      }
    },

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
    startPayment: (id: string, choice: PaymentChoice) => startPayment(send, id, choice),

    /** What the provider has said about the payment; null where there is none. */
    payment: (id: string) => readPaymentDetails(send, id),

    /** Turns a cart into an order. Idempotent: one cart becomes one order. */
    complete: async (id: string): Promise<CartResult<PlacedOrder>> => {
      type Completion =
        | { type: 'order'; order: { id: string }; changed_product_ids: string[] }
        | { type: 'cart'; error: { message: string } };
      try {
        const path = `${at(id)}/complete`;
        const completion = await send<Completion>('POST', path, { fields: 'id' }, {}).then(requireProperty('type'));
        if (completion.type === 'order')
          return { orderId: completion.order.id, productIds: completion.changed_product_ids };
        // Medusa returns the cart when the payment was not authorized, and has undone everything else.
        return readCode(completion.error.message) ?? refuse('PAYMENT_DECLINED');
      } catch (cause) {
        // No input of a completion is at fault.
        return { userErrors: refused(cause).userErrors.map((error) => ({ ...error, field: null })) };
      }
    },
  };
}

const shown = { fields: cartFields };

const at = (id: string) => `carts/${encodeURIComponent(id)}`;

function toItem({ variantId, quantity, attributes }: NewLine) {
  return { variant_id: variantId, quantity: quantity ?? 1, ...(attributes && { metadata: { attributes } }) };
}

function toBody({ regionId, email, shippingAddress, billingAddress, discountCodes, ...noteAndGift }: CartChange) {
  const metadata = toCartMetadata(noteAndGift);
  return {
    region_id: regionId,
    email,
    shipping_address: shippingAddress && fromAddress(shippingAddress),
    billing_address: billingAddress && fromAddress(billingAddress),
    promo_codes: discountCodes,
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

function refused(cause: unknown): CartRefusal {
  return readRefusal(cause) ?? unavailable(cause);
}

function missingAfterChange(id: string): never {
  throw backendError('Medusa', new Error(`the cart ${id} is missing after a change`));
}

import { backendError, holding } from '#kit/graph/errors.ts';
import { type Fault, fault, faultOf } from '../carts/faults.ts';
import type { AddressRow, CartRow, ShippingOptionRow } from '../rows.ts';
import type { ReportDifference } from './costs.ts';
import { toCart, toShippingOption } from './purchases.ts';
import { cartFields } from './queries.ts';
import type { MedusaCart, MedusaShippingOption } from './responses.ts';

/** What a cart can be told. What is left out stays as it was. */
export interface CartChange {
  regionId?: string;
  email?: string;
  shippingAddress?: Partial<AddressRow>;
  billingAddress?: Partial<AddressRow>;
  discountCodes?: readonly string[];
}

/** Pieces to put into a cart. */
export interface NewLine {
  variantId: string;
  quantity: number;
}

/**
 * What can be done with carts at Medusa, as one customer or as nobody. Changes resolve with a fault where Medusa refuses, and have
 * changed nothing then; everything rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when Medusa cannot be had.
 */
export type CartCalls = ReturnType<typeof cartCalls>;

/** Sends a request to Medusa's store; rejects with what its client rejects with. */
export type Send = <Answer>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  query?: object,
  body?: object,
) => Promise<Answer>;

export function cartCalls(send: Send, report?: ReportDifference) {
  const find = async (id: string): Promise<CartRow | null> => {
    const answer = await send<{ cart: MedusaCart }>('GET', at(id), shown)
      .then(holding('cart'))
      .catch((cause) => {
        if (isMissing(cause)) return null;
        throw unavailable(cause);
      });
    return answer && toCart(answer.cart, report);
  };
  const change = async (path: string, body: object): Promise<CartRow | Fault> => {
    try {
      const { cart } = await send<{ cart: MedusaCart }>('POST', path, shown, body).then(holding('cart'));
      return toCart(cart, report);
    } catch (cause) {
      return refused(cause);
    }
  };
  /** Does what does not answer with the cart, and reads it then. */
  const changeThen = async (
    method: 'POST' | 'DELETE',
    id: string,
    part: 'lines' | 'discount-codes',
    body: object,
  ): Promise<CartRow | Fault> => {
    try {
      await send<{ id: string }>(method, `${at(id)}/${part}`, {}, body).then(holding('id'));
    } catch (cause) {
      return refused(cause);
    }
    return (await find(id)) ?? gone(id);
  };

  return {
    find,

    create: (cart: CartChange & { lines: readonly NewLine[] }) =>
      change('carts', { ...toBody(cart), items: cart.lines.map(toItem) }),

    update: (id: string, cart: CartChange) => change(at(id), toBody(cart)),

    /** All of them, or none. */
    addLines: (id: string, lines: readonly NewLine[]) => changeThen('POST', id, 'lines', { items: lines.map(toItem) }),

    /** None is left where the quantity is 0. */
    updateLine: (id: string, lineId: string, quantity: number) =>
      change(`${at(id)}/line-items/${encodeURIComponent(lineId)}`, { quantity }),

    removeLines: (id: string, ids: readonly string[]) => changeThen('DELETE', id, 'lines', { ids }),

    /** These codes and no others, in any spelling: all of them, or none. */
    setCodes: (id: string, codes: readonly string[]) => changeThen('POST', id, 'discount-codes', { codes }),

    /** Makes a cart that of the customer as whom this asks. */
    claim: (id: string) => change(`${at(id)}/customer`, {}),

    setShipping: (id: string, optionId: string) => change(`${at(id)}/shipping-methods`, { option_id: optionId }),

    shippingOptions: async ({ id, cost }: CartRow): Promise<ShippingOptionRow[]> => {
      const query = { cart_id: id, fields: 'id,name,amount,type.description' };
      const { shipping_options } = await send<{ shipping_options: MedusaShippingOption[] }>(
        'GET',
        'shipping-options',
        query,
      )
        .then(holding('shipping_options'))
        .catch(unavailable);
      return shipping_options.map((option) => toShippingOption(option, cost.total.currencyCode));
    },

    /** Begins a payment over the total of this moment, in the place of any other. */
    startPayment: async (id: string, providerId: string): Promise<Fault | undefined> => {
      try {
        const { payment_collection: collection } = await send<{ payment_collection: { id: string } }>(
          'POST',
          'payment-collections',
          {},
          { cart_id: id },
        ).then(holding('payment_collection'));
        await send<{ payment_collection: object }>(
          'POST',
          `payment-collections/${collection.id}/payment-sessions`,
          {},
          { provider_id: providerId },
        ).then(holding('payment_collection'));
        return undefined;
      } catch (cause) {
        return refused(cause);
      }
    },

    /** Who takes payments in a region, the first before others. */
    paymentProviders: async (regionId: string): Promise<string[]> => {
      const { payment_providers } = await send<{ payment_providers: { id: string; is_enabled: boolean }[] }>(
        'GET',
        'payment-providers',
        { region_id: regionId },
      )
        .then(holding('payment_providers'))
        .catch(unavailable);
      return payment_providers.filter(({ is_enabled }) => is_enabled).map(({ id }) => id);
    },

    /** The id of the order that the cart has become. One cart makes one order, however often it is asked. */
    complete: async (id: string): Promise<{ orderId: string } | Fault> => {
      type Answer = { type: 'order'; order: { id: string } } | { type: 'cart' };
      try {
        const answer = await send<Answer>('POST', `${at(id)}/complete`, { fields: 'id' }, {}).then(holding('type'));
        if (answer.type === 'order') return { orderId: answer.order.id };
        // Medusa answers so when the payment was not authorized, and has undone the rest.
        return fault('PAYMENT_DECLINED');
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

/** An address in Medusa's words; what it does not say is empty there afterwards. */
export function fromAddress(address: Partial<AddressRow>) {
  return {
    first_name: address.firstName ?? '',
    last_name: address.lastName ?? '',
    company: address.company ?? '',
    address_1: address.line1 ?? '',
    address_2: address.line2 ?? '',
    city: address.city ?? '',
    province: address.province ?? '',
    postal_code: address.postalCode ?? '',
    country_code: address.countryCode?.toLowerCase(),
    phone: address.phone ?? '',
  };
}

function refused(cause: unknown): Fault {
  return faultOf(cause) ?? unavailable(cause);
}

function unavailable(cause: unknown): never {
  throw backendError('Medusa', cause);
}

function isMissing(cause: unknown): boolean {
  return (cause as { status?: number }).status === 404;
}

function gone(id: string): never {
  throw backendError('Medusa', new Error(`the cart ${id} is gone`));
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Requester, Shop } from '../commerce.fixture.ts';

const cartFields = `id email totalQuantity completedAt region { currencyCode }
  lines { id quantity unitPrice { amount } variant { id } attributes { key label value } }
  cost { subtotal { amount } discountTotal { amount } shippingTotal { amount } taxTotal { amount } total { amount currencyCode } }
  note gift { message isWrapped hidePrices } discountCodes { code } shippingAddress { line1 city countryCode } billingAddress { line1 }
  shippingOptions { id name price { amount } } shippingMethod { shippingOptionId name price { amount } }
  payment { providerId status amount { amount } } warnings { code lineId availableQuantity price { amount } }`;

const mutation = (name: string, args: string, types: string) =>
  `mutation (${types}) { ${name}(${args}) { cart { ${cartFields} } userErrors { field code availableQuantity } } }`;
const withCart = (name: string, argument: string, type: string) =>
  mutation(name, `cartId: $cartId, ${argument}: $${argument}`, `$cartId: ID!, $${argument}: ${type}`);

export const mutations = {
  cartCreate: mutation('cartCreate', 'input: $input', '$input: CartCreateInput'),
  cartLinesAdd: withCart('cartLinesAdd', 'lines', '[CartLineInput!]!'),
  cartLinesUpdate: withCart('cartLinesUpdate', 'lines', '[CartLineUpdateInput!]!'),
  cartLinesRemove: withCart('cartLinesRemove', 'lineIds', '[ID!]!'),
  cartLinesClear: mutation('cartLinesClear', 'cartId: $cartId', '$cartId: ID!'),
  cartDelete: `mutation ($cartId: ID!) { cartDelete(cartId: $cartId) { deletedId userErrors { field code } } }`,
  cartMerge: `mutation ($cartId: ID!, $cancelPayment: Boolean) { cartMerge(cartId: $cartId, cancelPayment: $cancelPayment) {
    cart { ${cartFields} } leftOutDiscountCodes leftOutLines { variant { id } quantity reason attributes { label value } }
    userErrors { field code } } }`,
  cartMarketUpdate: withCart('cartMarketUpdate', 'countryCode', 'CountryCode!'),
  cartBuyerUpdate: withCart('cartBuyerUpdate', 'buyer', 'CartBuyerInput!'),
  cartDiscountCodesUpdate: withCart('cartDiscountCodesUpdate', 'discountCodes', '[String!]!'),
  cartNoteUpdate: withCart('cartNoteUpdate', 'note', 'String'),
  cartGiftUpdate: withCart('cartGiftUpdate', 'gift', 'GiftOptionsInput'),
  cartShippingMethodSet: withCart('cartShippingMethodSet', 'shippingOptionId', 'ID!'),
  cartPaymentStart: mutation(
    'cartPaymentStart',
    'cartId: $cartId, idempotencyKey: $idempotencyKey, providerId: $providerId',
    '$cartId: ID!, $idempotencyKey: String!, $providerId: ID',
  ),
  cartComplete: `mutation ($cartId: ID!, $idempotencyKey: String!) {
    cartComplete(cartId: $cartId, idempotencyKey: $idempotencyKey) {
      order { id number note gift { message isWrapped hidePrices } total { amount currencyCode } lines { quantity attributes { key label value } } } accessToken userErrors { field code } } }`,
};

/** A valid address in Paris. */
export const paris = {
  firstName: 'Ada',
  lastName: 'L',
  line1: '1 rue',
  city: 'Paris',
  postalCode: '75001',
  countryCode: 'FR',
};
/** The first variant of a box of the catalogue fixture. */
export const box = (number: number) => `variant_box_${number}_One`;

/** Cart operations of a client of the graph. */
export function cartsAt(shop: Shop) {
  /** The payload of one mutation. */
  const change = async (name: keyof typeof mutations, variables: object, as?: Requester, headers = {}) => {
    const { data, errors } = await shop.ask(mutations[name], variables, headers, as);
    expect(errors).toBeUndefined();
    return data[name];
  };
  const begin = async (number = 9, quantity = 1, as?: Requester, headers = {}) => {
    const input = { lines: [{ variantId: box(number), quantity }] };
    const { cart, userErrors } = await change('cartCreate', { input }, as, headers);
    expect(userErrors).toEqual([]);
    return cart;
  };
  const read = async (id: string, as?: Requester) =>
    (await shop.ask(`query ($id: ID!) { cart(id: $id) { ${cartFields} } }`, { id }, {}, as)).data.cart;
  const fill = async (number = 9, as?: Requester) => {
    const { id: cartId } = await begin(number, 1, as);
    const buyer = { email: 'ada@axiom.example', shippingAddress: paris };
    const { cart } = await change('cartBuyerUpdate', { cartId, buyer }, as);
    await change('cartShippingMethodSet', { cartId, shippingOptionId: cart.shippingOptions[0].id }, as);
    await change('cartPaymentStart', { cartId, idempotencyKey: randomUUID() }, as);
    return cartId as string;
  };
  const complete = (cartId: string, idempotencyKey: string = randomUUID(), as?: Requester) =>
    change('cartComplete', { cartId, idempotencyKey }, as);
  const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
  /** As clients do: a change of a cart that is busy is sent again after a pause, in which others are made. */
  const patiently = async (attempt: () => ReturnType<typeof change>) => {
    for (;;) {
      const answer = await attempt();
      if (!codesOf(answer).includes('CART_BUSY')) return answer;
      await sleep(250);
    }
  };

  return { change, begin, read, fill, complete, codesOf, patiently };
}

import { randomUUID } from 'node:crypto';
import { exampleVariables, execute, type GraphResponse, isTimeout, operation } from './graph.ts';
import { payByCard } from './payments/buyer.ts';

/** Names of the example operations that the stories about buying have run. */
export const usedExamples = new Set<string>();

type Headers = Record<string, string>;

/** Runs an example operation with some of its variables replaced; returns the value of its root field. Throws for errors. */
export async function run(name: string, variables: Record<string, unknown> = {}, headers: Headers = {}) {
  const { data, errors } = await attempt(name, variables, headers);
  if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
  return Object.values(data)[0] as GraphResponse['data'];
}

/** The same, but returns the whole response with errors. */
export function attempt(
  name: string,
  variables: Record<string, unknown> = {},
  headers: Headers = {},
): Promise<GraphResponse> {
  usedExamples.add(name);
  return execute(operation(name), { ...exampleVariables(name), ...variables }, headers);
}

/** Changes a cart by an example operation. Throws for user errors. */
export async function change(name: string, variables: Record<string, unknown>, headers: Headers = {}) {
  return cartOf(name, await run(name, variables, headers));
}

/** The same with retries, for operations that can be repeated: on a busy machine Medusa may exceed its timeout. */
async function changeWithRetries(name: string, variables: Record<string, unknown>, headers: Headers) {
  return cartOf(name, await runWithRetries(name, variables, headers));
}

/** As `run`, with at most 10 attempts after timeouts. For operations that can be repeated. */
export async function runWithRetries(name: string, variables: Record<string, unknown>, headers: Headers = {}) {
  for (let attempts = 1; ; attempts += 1) {
    const response = await attempt(name, variables, headers);
    if (!response.errors) return Object.values(response.data)[0] as GraphResponse['data'];
    if (!isTimeout(response) || attempts === 10) throw new Error(`${name}: ${JSON.stringify(response.errors)}`);
  }
}

function cartOf(name: string, { cart, userErrors }: GraphResponse['data']) {
  if (userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(userErrors)}`);
  return cart as GraphResponse['data'];
}

/** Shipping addresses by market. */
export const addresses = {
  FR: exampleAddress({}),
  JP: exampleAddress({ line1: '2-7-1 Marunouchi', city: 'Tokyo', postalCode: '100-0005', countryCode: 'JP' }),
  US: exampleAddress({
    line1: '11 Madison Avenue',
    city: 'New York',
    province: 'NY',
    postalCode: '10010',
    countryCode: 'US',
  }),
  CH: exampleAddress({ line1: 'Rue du Rhône 42', city: 'Genève', postalCode: '1204', countryCode: 'CH' }),
};

export type Market = keyof typeof addresses;

/** Fills a cart in a market and pays it, so that it can be completed; returns its id. */
export async function fillCart(
  variantId: string,
  market: Market = 'FR',
  headers: Headers = {},
  email = 'guest@axiom.example',
  shipping: 'DELIVERY' | 'PICKUP' = 'DELIVERY',
): Promise<string> {
  const { cartId, paymentId } = await fillUnpaidCart(variantId, market, headers, email, shipping);
  await payByCard(paymentId);
  return cartId;
}

/** Fills a cart in a market and starts its payment, which the buyer has to confirm. */
export async function fillUnpaidCart(
  variantId: string,
  market: Market = 'FR',
  headers: Headers = {},
  email = 'guest@axiom.example',
  shipping: 'DELIVERY' | 'PICKUP' = 'DELIVERY',
): Promise<{ cartId: string; paymentId: string }> {
  const all = { 'x-axiom-country': market, ...headers };
  const { id: cartId } = await changeWithRetries('CartCreate', { input: { lines: [{ variantId, quantity: 1 }] } }, all);
  const buyer = { email, shippingAddress: addresses[market] };
  const { shippingOptions } = await changeWithRetries('CartBuyerUpdate', { cartId, buyer }, all);
  const { id: shippingOptionId } = shippingOptions.find(({ kind }: { kind: string }) => kind === shipping);
  await changeWithRetries('CartShippingMethodSet', { cartId, shippingOptionId }, all);
  const { payment } = await changeWithRetries('CartPaymentStart', { cartId, idempotencyKey: randomUUID() }, all);
  return { cartId, paymentId: payment.id };
}

function exampleAddress(change: Record<string, string>): Record<string, string> {
  const { buyer } = exampleVariables('CartBuyerUpdate') as { buyer: { shippingAddress: Record<string, string> } };
  return { ...buyer.shippingAddress, ...change };
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readExamples } from '#gateway/pages/explorer/operations.ts';
import { installationMailbox, nextMail, nextToken } from '../support/backends/mailbox.ts';
import { findAtWarehouse, ship, waitAtWarehouse, waitUntilShipped } from '../support/backends/warehouse.ts';
import { exampleVariables, execute, operation } from '../support/graph.ts';
import { payByCard } from '../support/payments/buyer.ts';
import { registerElite, type SignedIn } from '../support/people.ts';
import { addresses, attempt, change, fillCart, type Market, run, usedExamples } from '../support/purchase.ts';

/** All systems are real, from the cart to the shipment. */
jest.setTimeout(60_000);

let ada: SignedIn;
let eve: SignedIn;
beforeAll(async () => {
  ada = await registerElite('Ada who buys');
  eve = await registerElite('Eve who looks on');
});

describe('A purchase through the graph', () => {
  it.each<[string, Market, Record<string, string>]>([
    [
      'euros, with tax in the prices',
      'FR',
      { subtotal: '2775.00', discountTotal: '277.50', shippingTotal: '12.50', taxTotal: '502.00', total: '3012.00' },
    ],
    [
      'yen, which have no decimals',
      'JP',
      { subtotal: '508182', discountTotal: '50819', shippingTotal: '2273', taxTotal: '45964', total: '505600' },
    ],
    [
      'dollars, where the region has no tax',
      'US',
      { subtotal: '3780.00', discountTotal: '378.00', shippingTotal: '18.00', taxTotal: '0.00', total: '3420.00' },
    ],
  ])('is possible from search to shipment, in %s', async (_, market, amounts) => {
    const headers = { 'x-axiom-country': market };
    const found = await execute(operation('Search'), { ...exampleVariables('Search'), query: 'tote' }, headers);
    expect(found.errors).toBeUndefined();
    const page = await execute(operation('ProductPage'), { handle: 'ember-tote' }, headers);
    const [variant] = page.data.product.variants.nodes;

    const begun = await change('CartCreate', { input: { lines: [{ variantId: variant.id, quantity: 1 }] } }, headers);
    const cartId = begun.id;
    const { lines } = await change('CartLinesAdd', { cartId }, headers);
    expect(lines.map((line: Line) => [line.variant.product.handle, line.quantity])).toEqual([
      ['ember-tote', 1],
      ['tideline-card-case', 1],
    ]);
    expect(lines[0].unitPrice).toEqual(variant.price);
    const more = await change('CartLinesUpdate', { cartId, lines: [{ id: lines[1].id, quantity: 2 }] }, headers);
    expect(more.totalQuantity).toBe(3);

    const discounted = await change('CartDiscountCodesUpdate', { cartId }, headers);
    expect(discounted.discountCodes).toEqual([{ code: 'WELCOME10' }]);
    const buyer = { email: 'guest@axiom.example', shippingAddress: addresses[market] };
    const { shippingOptions } = await change('CartBuyerUpdate', { cartId, buyer }, headers);
    // Pick-ups come after the deliveries.
    const delivered = shippingOptions.slice(0, 2).map(({ name }: { name: string }) => name);
    expect(delivered.sort()).toEqual(['Express', 'Standard']);
    const standard = shippingOptions.find(({ name }: { name: string }) => name === 'Standard');
    const { cost } = await change('CartShippingMethodSet', { cartId, shippingOptionId: standard.id }, headers);
    const { payment } = await change('CartPaymentStart', { cartId, idempotencyKey: randomUUID() }, headers);
    expect(payment.amount).toEqual(cost.total);
    expect(await payByCard(payment.id)).toMatchObject({ status: 'requires_capture' });

    const { order, accessToken, userErrors } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() });
    expect(userErrors).toEqual([]);
    expect(order.total).toEqual(cost.total);
    expect(Object.keys(amounts).map((part) => [part, cost[part].amount])).toEqual(Object.entries(amounts));

    const [received, ...others] = await waitAtWarehouse(order.number);
    expect(others).toEqual([]);
    expect(received?.orderKey).toBe(order.id);
    expect(received?.items.map(({ quantity }) => quantity).sort()).toEqual([1, 2]);
    expect(received?.items.map(({ options }) => options)).toContainEqual([
      { name: 'Initials, stamped', value: 'A.L.' },
    ]);
    await ship(order.id, `TRACK-${market}`);
    const sent = await waitUntilShipped(order.id, accessToken);

    expect(sent.fulfillments).toHaveLength(1);
    expect(sent.fulfillments[0].tracking).toEqual([expect.objectContaining({ number: `TRACK-${market}` })]);
    expect(sent.fulfillmentStatus).toBe('SHIPPED');
    expect(await findAtWarehouse(order.number)).toHaveLength(1);
  });

  it('can be read, interrupted and moved to another market before completion', async () => {
    const { id: cartId, lines } = await change('CartCreate', {});
    const inYen = await change('CartMarketUpdate', { cartId, countryCode: 'JP' });
    const seen = await run('Cart', { id: cartId });
    const emptied = await change('CartLinesRemove', { cartId, lineIds: [lines[0].id] });

    expect(inYen.region.currencyCode).toBe('JPY');
    expect(inYen.lines[0].unitPrice).toEqual({ amount: expect.stringMatching(/^\d+$/), currencyCode: 'JPY' });
    expect(seen.lines).toMatchObject(inYen.lines);
    expect(emptied.lines).toEqual([]);
  });
});

describe('One hundred concurrent attempts to complete a cart', () => {
  it('with one key create one order', async () => {
    const cartId = await fillCart('variant_understory-notebook-bark-a6');
    const idempotencyKey = randomUUID();
    const responses = await Promise.all(
      Array.from({ length: 100 }, () => attempt('CartComplete', { cartId, idempotencyKey })),
    );
    const ids = new Set(responses.map(({ data }) => data?.cartComplete?.order?.id).filter(Boolean));
    const codes = new Set(
      responses.flatMap(({ data }) => data?.cartComplete?.userErrors.map(({ code }: { code: string }) => code) ?? []),
    );
    const again = await run('CartComplete', { cartId, idempotencyKey });
    // The same key is valid for another cart.
    const elsewhere = await run('CartComplete', { cartId: 'cart_other', idempotencyKey });

    expect(responses.filter(({ errors }) => errors)).toEqual([]);
    expect(ids.size).toBe(1);
    expect([...codes].filter((code) => code !== 'IDEMPOTENCY_IN_PROGRESS')).toEqual([]);
    expect([...ids]).toEqual([again.order.id]);
    expect(elsewhere.userErrors).toEqual([expect.objectContaining({ code: 'CART_NOT_FOUND' })]);
  });
});

describe('The last item in stock', () => {
  it('is sold to one of two carts only', async () => {
    const carts = await Promise.all([fillCart('variant_plumb-pen-broad'), fillCart('variant_plumb-pen-broad')]);
    const responses = await Promise.all(
      carts.map((cartId) => run('CartComplete', { cartId, idempotencyKey: randomUUID() })),
    );

    expect(responses.filter(({ order }) => order)).toHaveLength(1);
    expect(responses.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code))).toEqual([
      'OUT_OF_STOCK',
    ]);
  });
});

describe('A customer', () => {
  it('verifies the address, sees the guest orders of that address, resets a forgotten password, and signs in again', async () => {
    const email = 'ada-who-forgets@axiom.example';
    const password = 'a password to be forgotten';
    const guests = await fillCart('variant_understory-notebook-bark-a6', 'FR', {}, email);
    const { order } = await run('CartComplete', { cartId: guests, idempotencyKey: randomUUID() });
    await run('CustomerSignUp', { input: { email, password } });
    const before = await run('CustomerSignIn', { input: { email, password } });
    const input = { token: await nextToken(installationMailbox(), email, 0, 'verify'), password, transport: 'BEARER' };
    const { grant } = await run('CustomerEmailVerify', { input });
    const asAda = { authorization: `Bearer ${grant.token}` };
    const { customer } = await run('CustomerOrders', {}, asAda);
    const sent = await run('CustomerEmailVerificationSend', {}, asAda);
    await run('CustomerPasswordResetRequest', { input: { email } });
    const token = await nextToken(installationMailbox(), email, 0, 'reset');
    const newPassword = 'a password to be remembered';
    const reset = await run('CustomerPasswordReset', { input: { token, newPassword } });
    const dead = await execute(operation('CustomerOrders'), {}, asAda);
    const old = await run('CustomerSignIn', { input: { email, password } });
    const signedIn = await run('CustomerSignIn', { input: { email, password: newPassword, transport: 'BEARER' } });

    expect(before.userErrors).toMatchObject([{ code: 'NOT_ACCEPTED' }]);
    expect(customer).toMatchObject({
      isEmailVerified: true,
      orders: { nodes: [{ id: order.id, number: order.number }] },
    });
    expect(sent).toEqual({ isSent: false, userErrors: [] });
    expect(reset).toEqual({ endedSessions: 1, userErrors: [] });
    expect(dead.errors?.map(({ extensions }) => extensions.code)).toContain('UNAUTHENTICATED');
    expect(old.userErrors).toMatchObject([{ code: 'NOT_ACCEPTED' }]);
    expect(signedIn).toMatchObject({ grant: { session: { id: expect.stringMatching(/^ses_/) } }, userErrors: [] });
  });

  it('signs up with a password, signs in, changes it, buys, and is anonymous after sign-out', async () => {
    const email = 'ada-with-a-password@axiom.example';
    const signUp = { ...(exampleVariables('CustomerSignUp').input as { password: string }), email };
    const signIn = { ...(exampleVariables('CustomerSignIn').input as object), email };
    await run('CustomerSignUp', { input: signUp });
    const token = await nextToken(installationMailbox(), email);
    const { grant } = await run('CustomerEmailVerify', {
      input: { token, password: signUp.password, transport: 'BEARER' },
    });
    const again = await run('CustomerSignUp', { input: signUp });
    const notice = await nextMail(installationMailbox(), email, 1);
    const wrong = await run('CustomerSignIn', { input: { email, password: 'not her password' } });
    const other = await run('CustomerSignIn', { input: signIn });
    const first = { authorization: `Bearer ${grant.token}` };
    const changed = await run('CustomerPasswordUpdate', {}, first);
    const afterChange = await run('CustomerSignIn', { input: signIn });
    const { newPassword } = (exampleVariables('CustomerPasswordUpdate') as { input: { newPassword: string } }).input;
    const next = { ...signIn, password: newPassword };
    const { grant: third } = await run('CustomerSignIn', { input: next });
    const second = { authorization: `Bearer ${third.token}` };
    const cartId = await fillCart('variant_understory-notebook-bark-a6', 'FR', first);
    const { order } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() }, first);
    const orders = await run('CustomerOrders', {}, second);
    const out = await execute(operation('SessionRevoke'), { id: grant.session.id }, second);
    const afterwards = await execute(operation('CustomerOrders'), {}, first);

    expect(again).toEqual({ isPending: true, userErrors: [] });
    expect(notice.subject).toMatch(/^You already have an account/);
    expect(wrong).toMatchObject({ grant: null, userErrors: [{ code: 'NOT_ACCEPTED', field: null }] });
    expect(other.grant).not.toBeNull();
    expect(changed).toEqual({ endedSessions: 1, userErrors: [] });
    expect(afterChange.userErrors).toMatchObject([{ code: 'NOT_ACCEPTED' }]);
    expect(orders.customer).toMatchObject({ orders: { nodes: [{ number: order.number }] } });
    expect(out.data.sessionRevoke).toMatchObject({ revokedId: grant.session.id, userErrors: [] });
    expect(afterwards.errors?.map(({ extensions }) => extensions.code)).toContain('UNAUTHENTICATED');
  });

  it('has a cart and an order that no other viewer can read', async () => {
    const cartId = await fillCart('variant_meridian-folio-crust', 'FR', ada.headers);
    const seen = async (headers: Record<string, string>) => (await run('Cart', { id: cartId }, headers))?.id;
    const touched = async (headers: Record<string, string>) =>
      (await run('CartLinesAdd', { cartId }, headers)).userErrors.map(({ code }: { code: string }) => code);

    expect([await seen({}), await seen(eve.headers), await seen(ada.headers)]).toEqual(
      [null, null, cartId].map((id) => id ?? undefined),
    );
    expect([await touched({}), await touched(eve.headers)]).toEqual([['CART_NOT_FOUND'], ['CART_NOT_FOUND']]);
    expect((await run('Cart', { id: cartId }, ada.headers)).totalQuantity).toBe(1);

    const { order } = await run('CartComplete', { cartId, idempotencyKey: randomUUID() }, ada.headers);
    const orders = await run('CustomerOrders', {}, ada.headers);
    const others = await run('CustomerOrders', {}, eve.headers);

    expect(orders.customer.orders.nodes).toEqual([expect.objectContaining({ number: order.number })]);
    expect(others.customer.orders.totalCount).toBe(0);
    expect((await execute('query ($id: ID!) { order(id: $id) { id } }', { id: order.id }, eve.headers)).data).toEqual({
      order: null,
    });
  });

  it('has one cart on all devices, with what they chose as a guest', async () => {
    const { id: guest } = await change('CartCreateGift', {});
    await change('CartNoteUpdate', { cartId: guest });
    const { gift } = await change('CartGiftUpdate', { cartId: guest });
    const { cart, leftOutLines } = await run('CartMerge', { cartId: guest }, eve.headers);
    const viewer = await run('ViewerCart', {}, eve.headers);
    const others = await run('ViewerCart', {}, ada.headers);
    const cleared = await change('CartLinesClear', { cartId: cart.id }, eve.headers);
    const { deletedId } = await run('CartDelete', { cartId: cart.id }, eve.headers);

    expect(gift).toEqual({ message: 'For your first flat.\nAda', isWrapped: true, hidePrices: true });
    expect([cart.id, leftOutLines, viewer.cart.id, others.cart]).toEqual([guest, [], guest, null]);
    expect(viewer.cart.lines).toMatchObject([{ quantity: 1, variant: { id: 'variant_understory-notebook-bark-a6' } }]);
    expect([cleared.totalQuantity, deletedId]).toEqual([0, guest]);
    expect((await run('ViewerCart', {}, eve.headers)).cart).toBeNull();
  });

  it('changes the profile and the address book', async () => {
    const profile = await run('CustomerUpdate', {}, ada.headers);
    const { address } = await run('CustomerAddressCreate', {}, ada.headers);
    const changed = await run('CustomerAddressUpdate', { id: address.id }, ada.headers);
    const foreign = await run('CustomerAddressDelete', { id: address.id }, eve.headers);
    const deleted = await run('CustomerAddressDelete', { id: address.id }, ada.headers);

    expect(profile.customer).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace' });
    expect(changed.address).toMatchObject({ isDefaultShipping: true, isDefaultBilling: true });
    expect(foreign).toMatchObject({ deletedId: null, userErrors: [{ code: 'ADDRESS_NOT_FOUND' }] });
    expect(deleted).toEqual({ deletedId: address.id, userErrors: [] });
  });
});

/** Examples about a customer's data, which all examples in their order contain. */
const elsewhere = ['CustomerSignInAgain', 'CustomerDataExport', 'CustomerDelete'];

afterAll(async () => {
  const all = (await readExamples()).map(({ name }) => name).filter((name) => /^(Cart|Customer)/.test(name));
  expect(all.filter((name) => !usedExamples.has(name) && !elsewhere.includes(name))).toEqual([]);
});

interface Line {
  quantity: number;
  variant: { product: { handle: string } };
}

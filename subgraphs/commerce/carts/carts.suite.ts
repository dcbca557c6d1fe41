import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';
import { box, cartsAt, paris } from './carts.fixture.ts';

/** Reads and changes of carts. */
export function cartSuite(shop: Shop): void {
  const { change, begin, read, fill, complete, codesOf, patiently } = cartsAt(shop);

  it('is created in the market of the request, with as many calls for twenty lines as for one', async () => {
    const one = await begin(20, 1, undefined, { 'x-axiom-country': 'JP' });
    const ofOne = shop.calls().length;
    shop.resetCalls();
    const lines = Array.from({ length: 20 }, (_, number) => ({ variantId: box(number + 5) }));
    const { cart } = await change('cartCreate', { input: { lines } });

    expect(one).toMatchObject({
      region: { currencyCode: 'JPY' },
      lines: [{ unitPrice: { amount: '19200' }, quantity: 1 }],
      cost: { total: { amount: '19200', currencyCode: 'JPY' } },
      warnings: [],
    });
    expect(cart.lines).toHaveLength(20);
    expect(cart.cost.total).toEqual({ amount: '2290.00', currencyCode: 'EUR' });
    expect(shop.calls()).toHaveLength(ofOne);
  });

  it('adds all lines or none', async () => {
    const { id: cartId } = await begin(9);
    const refused = await change('cartLinesAdd', {
      cartId,
      lines: [{ variantId: box(8) }, { variantId: 'variant_tote_large' }],
    });
    const after = await read(cartId);
    const added = await change('cartLinesAdd', {
      cartId,
      lines: [{ variantId: box(8) }, { variantId: box(9), quantity: 2 }],
    });

    expect(refused).toEqual({
      cart: null,
      userErrors: [{ field: ['lines', '1', 'quantity'], code: 'OUT_OF_STOCK', availableQuantity: 0 }],
    });
    expect(after.totalQuantity).toBe(1);
    expect(added.cart.lines.map((line: { quantity: number }) => line.quantity).sort()).toEqual([1, 3]);
  });

  it('updates and removes all named lines or none', async () => {
    const { id: cartId } = await begin(9, 2);
    const { cart } = await change('cartLinesAdd', { cartId, lines: [{ variantId: box(8) }] });
    const [first, second] = cart.lines;
    const refused = await change('cartLinesUpdate', {
      cartId,
      lines: [
        { id: first.id, quantity: 3 },
        { id: second.id, quantity: 99 },
      ],
    });
    const kept = await read(cartId);
    const changed = await change('cartLinesUpdate', {
      cartId,
      lines: [
        { id: first.id, quantity: 1 },
        { id: second.id, quantity: 0 },
      ],
    });
    const missing = await change('cartLinesRemove', { cartId, lineIds: [first.id, 'cali_none'] });
    const removed = await change('cartLinesRemove', { cartId, lineIds: [first.id] });

    expect(refused.userErrors).toEqual([
      { field: ['lines', '1', 'quantity'], code: 'OUT_OF_STOCK', availableQuantity: 8 },
    ]);
    expect(kept.lines).toEqual(cart.lines);
    expect(changed.cart.lines).toEqual([expect.objectContaining({ id: first.id, quantity: 1 })]);
    expect(missing.userErrors).toMatchObject([{ field: ['lineIds', '1'], code: 'LINE_NOT_FOUND' }]);
    expect(removed.cart.lines).toEqual([]);
  });

  it('of one new buyer get the address at the same time', async () => {
    const email = `${randomUUID()}@axiom.example`;
    const carts = await Promise.all(Array.from({ length: 4 }, () => begin()));
    const results = await Promise.all(
      carts.map(({ id: cartId }) => change('cartBuyerUpdate', { cartId, buyer: { email } })),
    );

    expect(results.map(codesOf)).toEqual([[], [], [], []]);
    expect(results.map(({ cart }) => cart.email)).toEqual(Array(4).fill(email));
  });

  it.each([
    [
      'cartCreate',
      { input: { lines: [{ variantId: 'variant_none' }] } },
      'VARIANT_NOT_FOUND',
      ['input', 'lines', '0', 'variantId'],
    ],
    [
      'cartCreate',
      { input: { lines: [{ variantId: '' }] } },
      'VARIANT_NOT_FOUND',
      ['input', 'lines', '0', 'variantId'],
    ],
    [
      'cartCreate',
      { input: { lines: [{ variantId: 'variant_tote_large' }] } },
      'OUT_OF_STOCK',
      ['input', 'lines', '0', 'quantity'],
    ],
    [
      'cartCreate',
      { input: { lines: [{ variantId: 'x', quantity: 0 }] } },
      'INVALID',
      ['input', 'lines', '0', 'quantity'],
    ],
    ['cartCreate', { input: { discountCodes: ['NOPE'] } }, 'DISCOUNT_NOT_APPLICABLE', ['input', 'discountCodes', '0']],
    ['cartCreate', { input: { buyer: { email: 'none' } } }, 'INVALID', ['input', 'buyer', 'email']],
    ['cartLinesAdd', { lines: [{ variantId: 'variant_none' }] }, 'VARIANT_NOT_FOUND', ['lines', '0', 'variantId']],
    ['cartLinesAdd', { lines: [] }, 'INVALID', ['lines']],
    ['cartLinesUpdate', { lines: [{ id: 'cali_none', quantity: 1 }] }, 'LINE_NOT_FOUND', ['lines', '0', 'id']],
    ['cartMarketUpdate', { countryCode: 'BR' }, 'REGION_UNSUPPORTED', ['countryCode']],
    [
      'cartBuyerUpdate',
      { buyer: { shippingAddress: { ...paris, countryCode: 'JP' } } },
      'REGION_UNSUPPORTED',
      ['buyer', 'shippingAddress', 'countryCode'],
    ],
    [
      'cartBuyerUpdate',
      { buyer: { shippingAddress: { ...paris, line1: '' } } },
      'INVALID',
      ['buyer', 'shippingAddress', 'line1'],
    ],
    ['cartDiscountCodesUpdate', { discountCodes: ['NOPE'] }, 'DISCOUNT_NOT_APPLICABLE', ['discountCodes', '0']],
    ['cartShippingMethodSet', { shippingOptionId: 'so_none' }, 'SHIPPING_UNAVAILABLE', ['shippingOptionId']],
    [
      'cartPaymentStart',
      { idempotencyKey: 'key-of-a-payment', providerId: 'pp_none' },
      'PAYMENT_DECLINED',
      ['providerId'],
    ],
    ['cartPaymentStart', { idempotencyKey: 'short' }, 'INVALID', ['idempotencyKey']],
    ['cartComplete', { idempotencyKey: 'key-of-an-order' }, 'EMAIL_REQUIRED', null],
  ] as const)('%s with %j is refused as %s at %j, and nothing has changed', async (name, variables, code, field) => {
    const before = await begin();
    const result = await change(name, { cartId: before.id, ...variables });

    expect(codesOf(result)).toEqual([code]);
    expect(result.userErrors[0].field).toEqual(field);
    expect(result.cart ?? result.order ?? null).toBeNull();
    expect(await read(before.id)).toEqual(before);
  });

  it('normalises the buyer, and reports every invalid part', async () => {
    const { id: cartId } = await begin();
    const buyer = {
      email: ' User%X@MÜNCHEN.example ',
      shippingAddress: { ...paris, postalCode: 'F-75001', phone: '01 42 34 56 78' },
    };
    const { cart } = await change('cartBuyerUpdate', { cartId, buyer });
    const wrong = {
      shippingAddress: { ...paris, postalCode: 'none', phone: 'call me' },
      billingAddress: { ...paris, postalCode: 'none', countryCode: 'US' },
    };
    const update = await change('cartBuyerUpdate', { cartId, buyer: wrong });
    const create = await change('cartCreate', { input: { buyer: wrong } });

    expect(cart.email).toBe('user%x@xn--mnchen-3ya.example');
    const abroad = await change('cartBuyerUpdate', { cartId, buyer: { email: 'olga@пример.рф' } });
    expect(abroad).toMatchObject({ cart: { email: 'olga@xn--e1afmkfd.xn--p1ai' }, userErrors: [] });
    const parts = [
      ['shippingAddress', 'postalCode'],
      ['shippingAddress', 'phone'],
      ['billingAddress', 'postalCode'],
      ['billingAddress', 'province'],
    ];
    expect(update.userErrors).toEqual(
      parts.map((part) => ({ field: ['buyer', ...part], code: 'INVALID', availableQuantity: null })),
    );
    expect(create.userErrors).toEqual(
      parts.map((part) => ({ field: ['input', 'buyer', ...part], code: 'INVALID', availableQuantity: null })),
    );
  });

  it('moves to another market and back', async () => {
    const { id: cartId } = await begin(20);
    const currencies: string[] = [];
    for (const countryCode of ['JP', 'US', 'JP', 'DE']) {
      const { cart } = await change('cartMarketUpdate', { cartId, countryCode });
      currencies.push(`${cart.cost.total.amount} ${cart.cost.total.currencyCode}`);
    }

    expect(currencies).toEqual(['19200 JPY', '220.00 USD', '19200 JPY', '120.00 EUR']);
  });

  it('keeps its market and shipping options when one of its lines is not sold in the new market', async () => {
    const { id: cartId } = await begin(7);
    const before = await read(cartId);
    await shop.callMedusa('admin/products/prod_box_7', { status: 'draft' });
    const { cart, userErrors } = await change('cartMarketUpdate', { cartId, countryCode: 'JP' });
    const offered = 'query ($id: ID!) { cart(id: $id) { lines { isOffered variant { id } } } }';
    const unsold = await shop.ask(offered, { id: cartId });
    await shop.callMedusa('admin/products/prod_box_7', { status: 'published' });
    const sold = await shop.ask(offered, { id: cartId });

    expect(unsold).toEqual({ data: { cart: { lines: [{ isOffered: false, variant: null }] } } });
    expect(sold.data.cart.lines).toEqual([{ isOffered: true, variant: { id: box(7) } }]);
    expect(cart).toBeNull();
    expect(userErrors).toEqual([{ field: ['countryCode'], code: 'VARIANT_NOT_FOUND', availableQuantity: null }]);
    expect(await read(cartId)).toEqual(before);
    expect(before.shippingOptions).toHaveLength(3);
  });

  it('applies and removes discount codes', async () => {
    const code = `FIFTH${Date.now()}`;
    await shop.callMedusa('admin/promotions', {
      code,
      type: 'standard',
      status: 'active',
      application_method: { type: 'percentage', target_type: 'items', allocation: 'across', value: 20 },
    });
    const { id: cartId } = await begin(20, 2);
    const on = await change('cartDiscountCodesUpdate', { cartId, discountCodes: [code] });
    const off = await change('cartDiscountCodesUpdate', { cartId, discountCodes: [] });

    expect(on.cart).toMatchObject({
      discountCodes: [{ code }],
      cost: { subtotal: { amount: '200.00' }, discountTotal: { amount: '40.00' }, total: { amount: '192.00' } },
    });
    expect(off.cart).toMatchObject({ discountCodes: [], cost: { total: { amount: '240.00' } } });
  });

  it('becomes one order, even if completed several times with several keys', async () => {
    const cartId = await fill();
    const key = randomUUID();
    const [first, again, other] = [await complete(cartId, key), await complete(cartId, key), await complete(cartId)];
    const elsewhere = await fill();
    const another = await complete(elsewhere, key);
    const late = await change('cartLinesAdd', { cartId, lines: [{ variantId: box(8) }] });

    expect(first).toMatchObject({ order: { lines: [{ quantity: 1 }] }, userErrors: [] });
    expect([again, other]).toEqual([first, first]);
    expect(another).toMatchObject({ order: { lines: [{ quantity: 1 }] }, userErrors: [] });
    expect(another.order.id).not.toBe(first.order.id);
    expect(codesOf(late)).toEqual(['CART_COMPLETED']);
  });

  it('refuses an idempotency key that was used with other arguments', async () => {
    const cartId = await fill();
    const idempotencyKey = randomUUID();
    const first = await change('cartPaymentStart', { cartId, idempotencyKey });
    const again = await change('cartPaymentStart', { cartId, idempotencyKey, providerId: 'pp_other' });

    expect([codesOf(first), codesOf(again)]).toEqual([[], ['IDEMPOTENCY_KEY_REUSED']]);
  });

  it('becomes one order when a hundred requests complete it at the same time', async () => {
    const cartId = await fill(11);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => complete(cartId, key)));
    const ids = new Set(answers.flatMap(({ order }) => (order ? [order.id] : [])));

    expect(ids.size).toBe(1);
    expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(['IDEMPOTENCY_IN_PROGRESS']));
    expect((await complete(cartId, key)).order.id).toBe([...ids][0]);
  });

  it('competes with another for the last piece, and one of the two gets it', async () => {
    const carts = [await fill(1), await fill(1)];
    const answers = await Promise.all(carts.map((cartId) => patiently(() => complete(cartId))));

    expect(answers.filter(({ order }) => order)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(['OUT_OF_STOCK']);
  });

  it('warns of changed prices and of pieces that are no longer available', async () => {
    const { id, lines } = await begin(3, 3);
    await shop.callMedusa('admin/products/prod_box_3/variants/variant_box_3_One', {
      prices: [{ currency_code: 'eur', amount: 99 }],
    });
    const { order } = await complete(await fill(3));
    const { warnings } = await read(id);
    await shop.callMedusa(`admin/orders/${order.id}/cancel`, {});

    expect(warnings).toEqual([
      { code: 'PRICE_CHANGED', lineId: lines[0].id, availableQuantity: null, price: { amount: '99.00' } },
      { code: 'STOCK_SHORT', lineId: lines[0].id, availableQuantity: 2, price: null },
      { code: 'FREE_SHIPPING_NOT_REACHED', lineId: lines[0].id, availableQuantity: null, price: null },
    ]);
  });

  it('stays readable for a guest who enters the e-mail address of a customer', async () => {
    const email = `registered-${Date.now()}@axiom.example`;
    const credentials = { email, password: 'a long enough password' };
    const { token } = (await shop.callMedusa('auth/customer/emailpass/register', credentials)) as { token: string };
    await shop.callMedusa('store/customers', { email }, { authorization: `Bearer ${token}` });
    const { id: cartId } = await begin(9);
    const { cart, userErrors } = await change('cartBuyerUpdate', { cartId, buyer: { email, shippingAddress: paris } });

    expect(userErrors).toEqual([]);
    expect(cart).toMatchObject({ id: cartId, email });
    expect(await read(cartId)).toEqual(cart);
  });

  it('does not lose a line through the id of another cart', async () => {
    const [mine, other] = [await begin(9), await begin(8)];
    const path = `store/carts/${other.id}/line-items/${mine.lines[0].id}`;
    const response = await fetch(new URL(path, shop.medusaUrl), {
      method: 'DELETE',
      headers: { 'x-publishable-api-key': shop.publishableKey },
    });

    expect(response.status).toBe(404);
    expect(await read(mine.id)).toEqual(mine);
  });

  it('adds the lines of many parallel requests, or refuses them as busy', async () => {
    const { id: cartId } = await begin(20);
    const lines = [{ variantId: box(20), quantity: 1 }];
    const answers = await Promise.all(Array.from({ length: 25 }, () => change('cartLinesAdd', { cartId, lines })));
    const codes = answers.flatMap(codesOf);
    const { cart, userErrors } = await change('cartLinesAdd', { cartId, lines });

    expect(codes.filter((code) => code !== 'CART_BUSY')).toEqual([]);
    expect(codes.length).toBeLessThan(25);
    expect(userErrors).toEqual([]);
    expect(cart.totalQuantity).toBe(1 + 25 - codes.length + 1);
  });
}

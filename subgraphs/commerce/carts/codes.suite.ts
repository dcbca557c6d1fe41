import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';
import { box, cartsAt } from './carts.fixture.ts';

/** Discount codes of carts. */
export function discountCodeSuite(shop: Shop): void {
  const { change, begin, read } = cartsAt(shop);
  const promote = async (code: string, more: object = {}) => {
    await shop.callMedusa('admin/promotions', {
      ...{ code, type: 'standard', status: 'active' },
      application_method: { type: 'percentage', target_type: 'items', allocation: 'across', value: 10 },
      ...more,
    });
    return code;
  };
  const set = (cartId: string, ...discountCodes: string[]) =>
    change('cartDiscountCodesUpdate', { cartId, discountCodes });
  const refusedAt = (...places: string[]) =>
    places.map((place) => ({
      ...{ field: ['discountCodes', place], code: 'DISCOUNT_NOT_APPLICABLE', availableQuantity: null },
    }));

  it.each([
    ['Lower-Case', ['lower-case', 'LOWER-CASE', ' Lower-Case\t', 'ｌｏｗｅｒ－ｃａｓｅ']],
    ['ÉTÉ10', ['ÉTÉ10', 'été10', 'E\u0301TE\u030110', 'e\u0301te\u030110']],
    ['ПРИВЕТ', ['привет', 'Привет']],
    ['Spaß', ['SPASS', 'spaẞ', 'Spa\u200bß', 'SPASS\ufeff']],
    ['İNDİRİM', ['indirim', 'ındırım', 'INDIRIM', 'İndirim']],
    ['50%_OFF', ['50%_off', '50％_off']],
  ])('%s is found in every spelling, and returned in its stored spelling', async (code, spellings) => {
    await promote(code);
    for (const spelling of spellings) {
      const { id: cartId } = await begin(9);
      const { cart, userErrors } = await set(cartId, spelling);
      const input = { lines: [{ variantId: box(9) }], discountCodes: [spelling] };
      const created = await change('cartCreate', { input });

      expect([userErrors, created.userErrors]).toEqual([[], []]);
      expect([cart.discountCodes, created.cart.discountCodes]).toEqual([[{ code }], [{ code }]]);
      expect(cart.cost.total.amount).toBe('98.10');
    }
  });

  it('matches its exact spelling before one that differs in case, and applies once even if sent twice', async () => {
    await promote('Twin');
    await promote('TWIN');
    const { id: cartId } = await begin(9);
    const [one, other] = [await set(cartId, 'Twin'), await set(cartId, 'TWIN', 'TWIN', ' TWIN')];

    expect(one.cart.discountCodes).toEqual([{ code: 'Twin' }]);
    expect(other.cart.discountCodes).toEqual([{ code: 'TWIN' }]);
  });

  it('matches neither as a pattern nor as a part of another code', async () => {
    await promote('SECRET');
    const { id: cartId } = await begin(9);
    const { userErrors } = await set(cartId, 'SECRE%', '%', 'S_CRET', 'SECRET1');

    expect(userErrors).toEqual(refusedAt('0', '1', '2', '3'));
  });

  it('that does not apply is reported, and codes, prices and payment stay unchanged', async () => {
    const good = await promote('GOOD');
    const better = await promote('BETTER');
    const dollars = await promote('DOLLARS', {
      application_method: {
        ...{ type: 'fixed', target_type: 'items', allocation: 'across', value: 5, currency_code: 'usd' },
      },
    });
    await promote('SLEEPING', { status: 'draft' });
    const { id: cartId } = await begin(9);
    await set(cartId, good);
    await change('cartPaymentStart', { cartId, idempotencyKey: 'key-of-the-good-code' });
    const before = await read(cartId);
    const answers = [
      await set(cartId, better, dollars),
      await set(cartId, 'none', better),
      await set(cartId, better, good, 'sleeping'),
      await set(cartId, better, ''),
    ];
    const created = await change('cartCreate', {
      input: { lines: [{ variantId: box(9) }], discountCodes: [better, 'nOnE', dollars] },
    });
    const inapplicable = await change('cartCreate', {
      input: { lines: [{ variantId: box(9) }], discountCodes: [better, dollars] },
    });

    expect(before.payment).not.toBeNull();
    expect(answers.map(({ cart }) => cart)).toEqual([null, null, null, null]);
    expect(answers.slice(0, 3).map(({ userErrors }) => userErrors)).toEqual([
      refusedAt('1'),
      refusedAt('0'),
      refusedAt('2'),
    ]);
    expect(answers[3].userErrors).toMatchObject([{ field: ['discountCodes', '1'], code: 'INVALID' }]);
    expect([created, inapplicable].map(({ cart, userErrors }) => [cart, userErrors[0].field])).toEqual([
      [null, ['input', 'discountCodes', '1']],
      [null, ['input', 'discountCodes', '1']],
    ]);
    expect(await read(cartId)).toEqual(before);
  });

  it('needs as many calls as ten codes', async () => {
    const codes: string[] = [];
    for (let number = 0; number < 10; number += 1) codes.push(await promote(`ONE-OF-TEN-${number}`));
    const { id: cartId } = await begin(9);
    shop.resetCalls();
    await set(cartId, codes[0] as string);
    const ofOne = shop.calls().length;
    shop.resetCalls();
    const { cart } = await set(cartId, ...codes);

    expect(cart.discountCodes).toHaveLength(10);
    expect(shop.calls()).toHaveLength(ofOne);
  });
}

/** Errors about several lines of one input. */
export function manyLinesSuite(shop: Shop): void {
  const { change, begin, read } = cartsAt(shop);

  it('gets an error for each unavailable line, with the number of pieces left', async () => {
    const before = await begin(29, 25);
    const cartId = before.id;
    const short = { field: ['lines', '0', 'quantity'], code: 'OUT_OF_STOCK', availableQuantity: 29 };
    const unknown = { field: ['lines', '1', 'variantId'], code: 'VARIANT_NOT_FOUND', availableQuantity: null };
    const added = await change('cartLinesAdd', { cartId, lines: [{ variantId: box(29), quantity: 5 }] });
    const mixed = await change('cartLinesAdd', {
      cartId,
      lines: [{ variantId: box(29), quantity: 50 }, { variantId: 'variant_none' }, { variantId: box(8) }],
    });
    const updated = await change('cartLinesUpdate', { cartId, lines: [{ id: before.lines[0].id, quantity: 30 }] });
    const created = await change('cartCreate', {
      input: {
        lines: [{ variantId: box(8) }, { variantId: box(29), quantity: 16 }, { variantId: box(29), quantity: 14 }],
      },
    });
    const outside = await change('cartLinesAdd', {
      cartId,
      lines: [
        { variantId: box(9), quantity: 0 },
        { variantId: box(9), quantity: 1 },
        { variantId: box(8), quantity: 101 },
      ],
    });
    const missing = await change('cartLinesRemove', { cartId, lineIds: ['a', before.lines[0].id, 'b'] });
    const fields = ({ userErrors }: { userErrors: { field: string[] }[] }) => userErrors.map(({ field }) => field);

    expect(added.userErrors).toEqual([short]);
    expect(mixed.userErrors).toEqual(expect.arrayContaining([unknown]));
    expect(updated.userErrors).toEqual([short]);
    expect(created.userErrors).toEqual(
      ['1', '2'].map((place) => ({ ...short, field: ['input', 'lines', place, 'quantity'] })),
    );
    expect(fields(outside)).toEqual([
      ['lines', '0', 'quantity'],
      ['lines', '2', 'quantity'],
    ]);
    expect(fields(missing)).toEqual([
      ['lineIds', '0'],
      ['lineIds', '2'],
    ]);
    expect(await read(cartId)).toEqual(before);
  });
}

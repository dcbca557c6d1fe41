import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';
import { box, cartsAt } from './carts.fixture.ts';

/** The note and the gift options of a cart. */
export function giftSuite(shop: Shop): void {
  const { change, begin, read, fill, complete, codesOf } = cartsAt(shop);
  const gift = { message: 'For you', isWrapped: true, hidePrices: false };

  it('can be set from the beginning, changed and removed, each without the other', async () => {
    const input = {
      lines: [{ variantId: box(9) }],
      note: ' Ring\r\ntwice. ',
      gift: { message: 'For you', isWrapped: true },
    };
    const { cart } = await change('cartCreate', { input });
    const noted = await change('cartNoteUpdate', { cartId: cart.id, note: '' });
    const emptied = await change('cartGiftUpdate', { cartId: cart.id, gift: null });
    const hidden = await change('cartGiftUpdate', { cartId: cart.id, gift: { hidePrices: true } });

    expect(cart).toMatchObject({ note: 'Ring\ntwice.', gift });
    expect(noted.cart).toMatchObject({ note: null, gift });
    expect(emptied.cart).toMatchObject({ note: null, gift: null });
    expect(hidden.cart.gift).toEqual({ message: null, isWrapped: false, hidePrices: true });
  });

  it('are refused outside their limits, and stay as they were', async () => {
    const { id: cartId } = await begin(9);
    const letter = 'e\u0301\u0323';
    const long = await change('cartNoteUpdate', { cartId, note: letter.repeat(1_000) });
    const tooLong = await change('cartNoteUpdate', { cartId, note: letter.repeat(1_001) });
    const control = await change('cartGiftUpdate', { cartId, gift: { message: 'a\u0007' } });
    const message = await change('cartGiftUpdate', { cartId, gift: { message: 'x'.repeat(501) } });
    const begun = await change('cartCreate', { input: { note: '\u202e', gift: { message: 'a' } } });
    const nul = await change('cartCreate', { input: { note: 'a\u0000' } });

    expect([...new Intl.Segmenter('en').segment(long.cart.note)]).toHaveLength(1_000);
    expect(
      [tooLong, control, message].map(({ cart, userErrors }) => [cart, userErrors[0].field, userErrors[0].code]),
    ).toEqual([
      [null, ['note'], 'INVALID'],
      [null, ['gift', 'message'], 'INVALID'],
      [null, ['gift', 'message'], 'INVALID'],
    ]);
    expect(await read(cartId)).toMatchObject({ note: long.cart.note, gift: null });
    expect([begun, nul].map(codesOf)).toEqual([['INVALID'], ['INVALID']]);
  });

  it('are not lost when two devices set them at once', async () => {
    const { id: cartId } = await begin(9);
    const send = async (
      name: 'cartNoteUpdate' | 'cartGiftUpdate' | 'cartLinesAdd',
      variables: object,
    ): Promise<void> => {
      const codes = codesOf(await change(name, { cartId, ...variables }));
      // On a busy machine a change may wait too long for another.
      if (codes.includes('CART_BUSY')) return send(name, variables);
      expect(codes).toEqual([]);
    };
    await Promise.all([
      send('cartNoteUpdate', { note: 'One' }),
      send('cartGiftUpdate', { gift }),
      send('cartLinesAdd', { lines: [{ variantId: box(8) }] }),
    ]);

    expect(await read(cartId)).toMatchObject({ note: 'One', gift, totalQuantity: 2 });
  });

  it('do not undo a payment, are shown on the order, and cannot be changed afterwards', async () => {
    const cartId = await fill(12);
    await change('cartNoteUpdate', { cartId, note: 'One' });
    const { cart } = await change('cartGiftUpdate', { cartId, gift });
    const { order } = await complete(cartId);
    const late = await change('cartNoteUpdate', { cartId, note: 'Two' });

    expect(cart.payment).toMatchObject({ status: 'PENDING' });
    expect(order).toMatchObject({ note: 'One', gift });
    expect(codesOf(late)).toEqual(['CART_COMPLETED']);
  });
}

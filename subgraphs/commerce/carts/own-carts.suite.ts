import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { Requester, Shop } from '../commerce.fixture.ts';
import { box, cartsAt } from './carts.fixture.ts';

/** Carts that follow their customer to all devices. */
export function ownCartSuite(shop: Shop): void {
  const { change, begin, read, fill, complete, codesOf, patiently } = cartsAt(shop);
  let ada: Requester;
  beforeEach(async () => {
    ada = await shop.signUp('Ada');
  });

  const own = async (as: Requester) => {
    const viewer = { __typename: 'Viewer', id: 'viewer_any' };
    const { data } = await shop.queryEntities([viewer], '... on Viewer { cart { id } }', as);
    return data._entities[0].cart?.id ?? null;
  };
  const merge = (cartId: string, as = ada, cancelPayment = false) => change('cartMerge', { cartId, cancelPayment }, as);
  const piecesOf = ({
    lines,
  }: {
    lines: { variant: { id: string }; quantity: number; attributes: { value: string }[] }[];
  }) =>
    lines
      .map(({ variant, quantity, attributes }) => [variant.id, quantity, ...attributes.map(({ value }) => value)])
      .sort();
  const engraved = (value: string, quantity = 1) => ({
    ...{ variantId: box(28), quantity },
    attributes: [{ key: 'initials', value }],
  });

  it('are the newest open ones, and no one sees those of others', async () => {
    const before = await own(ada);
    const { id: first } = await begin(9, 1, ada);
    const { id: second } = await begin(9, 1, ada);
    const newest = await own(ada);
    await change('cartDelete', { cartId: second }, ada);

    expect([before, newest, await own(ada), await own(await shop.signUp('Eve'))]).toEqual([null, second, first, null]);
  });

  it('are those of a guest where the customer has none, with all that the guest entered', async () => {
    const { id } = await begin(9, 2);
    await change('cartNoteUpdate', { cartId: id, note: 'Ring' });
    await change('cartBuyerUpdate', { cartId: id, buyer: { email: 'ada@axiom.example' } });
    const merged = await merge(id);
    const again = await merge(id);

    expect(merged).toMatchObject({
      cart: { id, note: 'Ring', email: 'ada@axiom.example', totalQuantity: 2 },
      userErrors: [],
    });
    expect(again).toEqual(merged);
    expect([await read(id), await own(ada)]).toEqual([null, id]);
  });

  it('get the larger quantity of each line, the attributes, codes and note of a guest; a retry adds nothing', async () => {
    const { id } = await begin(9, 2, ada);
    const { id: guest } = await begin(9, 3);
    await change('cartLinesAdd', { cartId: id, lines: [engraved('AB', 2), engraved('CD')] }, ada);
    await change('cartLinesAdd', { cartId: guest, lines: [engraved('AB'), engraved('EF'), { variantId: box(8) }] });
    await change('cartNoteUpdate', { cartId: guest, note: 'Ring' });
    const merged = await merge(guest);
    const again = await merge(guest);

    expect(piecesOf(merged.cart)).toEqual(
      [
        [box(9), 3],
        [box(8), 1],
        [box(28), 2, 'AB'],
        [box(28), 1, 'CD'],
        [box(28), 1, 'EF'],
      ].sort(),
    );
    expect(merged).toMatchObject({
      cart: { id, note: 'Ring' },
      leftOutLines: [],
      leftOutDiscountCodes: [],
      userErrors: [],
    });
    expect(again).toMatchObject({ cart: { id, totalQuantity: 8 }, userErrors: [] });
    expect([await read(guest), await own(ada)]).toEqual([null, id]);
  });

  it('get no more pieces than there are, and the answer names the others, also that to a retry', async () => {
    const { id } = await begin(3, 2, ada);
    const { cart } = await change('cartCreate', {
      input: { lines: [{ variantId: box(4), quantity: 4 }, { variantId: box(8) }] },
    });
    const { userErrors } = await change(
      'cartLinesAdd',
      { cartId: id, lines: [{ variantId: box(4), quantity: 1 }] },
      ada,
    );
    await shop.callMedusa(`admin/inventory-items/iitem_box_4_One/location-levels/sloc_kyoto`, { stocked_quantity: 3 });
    const merged = await merge(cart.id);
    const again = await merge(cart.id);
    await shop.callMedusa(`admin/inventory-items/iitem_box_4_One/location-levels/sloc_kyoto`, { stocked_quantity: 4 });

    expect(userErrors).toEqual([]);
    expect(piecesOf(merged.cart)).toEqual([
      [box(3), 2],
      [box(4), 3],
      [box(8), 1],
    ]);
    expect(merged.leftOutLines).toEqual([
      { variant: { id: box(4) }, quantity: 1, reason: 'OUT_OF_STOCK', attributes: [] },
    ]);
    // The client did not get the first answer.
    expect(again.leftOutLines).toEqual(merged.leftOutLines);
  });

  it('name the texts for pieces that are left out in the language of the request', async () => {
    const texts = [
      { key: 'initials', value: 'AL' },
      { key: 'wish', value: 'Joy' },
    ];
    const lines = (quantity: number) => [{ variantId: box(27), quantity, attributes: texts }];
    await change('cartCreate', { input: { lines: lines(1) } }, ada);
    const { cart } = await change('cartCreate', { input: { lines: lines(2) } });
    await shop.callMedusa('admin/inventory-items/iitem_box_27_One/location-levels/sloc_kyoto', { stocked_quantity: 1 });
    const labelsIn = async (language: string) => {
      const { leftOutLines } = await change('cartMerge', { cartId: cart.id }, ada, { 'x-axiom-language': language });
      return leftOutLines.map(({ attributes }: { attributes: { label: string }[] }) =>
        attributes.map(({ label }) => label),
      );
    };
    const [french, english] = [await labelsIn('FR'), await labelsIn('EN')];
    await shop.callMedusa('admin/inventory-items/iitem_box_27_One/location-levels/sloc_kyoto', {
      stocked_quantity: 27,
    });

    expect(french).toEqual([['Initiales', 'Wish']]);
    expect(english).toEqual([['Initials', 'Wish']]);
  });

  it('are not merged while a payment of one is started, unless the buyer says so', async () => {
    const { id } = await begin(9, 1, ada);
    const guest = await fill(12);
    const refused = await merge(guest);
    const kept = await read(guest);
    const merged = await merge(guest, ada, true);

    expect([refused.cart, codesOf(refused), kept.payment.status]).toEqual([null, ['PAYMENT_IN_PROGRESS'], 'PENDING']);
    expect(merged).toMatchObject({ cart: { id, totalQuantity: 2, payment: null }, userErrors: [] });
  });

  it('are merged one after another when two devices sign in at once', async () => {
    const guests = await Promise.all([begin(8), begin(9), begin(10)]);
    const merged = await Promise.all(guests.map(({ id }) => patiently(() => merge(id))));
    const cart = await read(String(await own(ada)), ada);

    expect(merged.flatMap(codesOf)).toEqual([]);
    expect(piecesOf(cart)).toEqual([
      [box(10), 1],
      [box(8), 1],
      [box(9), 1],
    ]);
  });

  it('are not merged with orders, unknown carts and carts of others', async () => {
    const placed = await fill(12);
    await complete(placed);
    const { id: others } = await begin(9, 1, await shop.signUp('Eve'));

    expect(codesOf(await merge(placed))).toEqual(['CART_COMPLETED']);
    for (const id of [others, 'cart_none', 'none']) expect(codesOf(await merge(id))).toEqual(['CART_NOT_FOUND']);
  });

  it('can be emptied and deleted, also with a payment that was started', async () => {
    const cartId = await fill(12);
    const { cart } = await change('cartLinesClear', { cartId });
    const { id: other } = await begin(9);
    await change('cartNoteUpdate', { cartId: other, note: 'Ring' });
    const deleted = await change('cartDelete', { cartId: other });
    const again = await change('cartDelete', { cartId: other });
    const paid = await fill(12);
    const deletedPaid = await change('cartDelete', { cartId: paid });

    expect(cart).toMatchObject({ id: cartId, lines: [], email: 'ada@axiom.example', payment: null });
    expect([deleted.deletedId, codesOf(again)]).toEqual([other, ['CART_NOT_FOUND']]);
    expect([deletedPaid.deletedId, await read(paid)]).toEqual([paid, null]);
    expect(codesOf(await change('cartNoteUpdate', { cartId: other, note: 'x' }))).toEqual(['CART_NOT_FOUND']);
    expect(codesOf(await change('cartPaymentStart', { cartId: paid, idempotencyKey: randomUUID() }))).toEqual([
      'CART_NOT_FOUND',
    ]);
  });
}

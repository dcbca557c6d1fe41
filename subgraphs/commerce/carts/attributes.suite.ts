import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';
import { box, cartsAt } from './carts.fixture.ts';

interface Warning {
  code: string;
  availableQuantity: number;
}

/** Texts that buyers give for a line, such as an engraving. */
export function attributeSuite(shop: Shop): void {
  const { change, begin, read, fill, complete } = cartsAt(shop);
  const [initials, wish] = [
    { key: 'initials', label: 'Initials' },
    { key: 'wish', label: 'Wish' },
  ];
  const line = (number: number, ...attributes: object[]) => ({ variantId: box(number), quantity: 1, attributes });
  const add = (cartId: string, ...lines: object[]) => change('cartLinesAdd', { cartId, lines });
  const linesOf = ({ cart }: { cart: { lines: { quantity: number; attributes: { value: string }[] }[] } }) =>
    cart.lines.map(({ quantity, attributes }) => [quantity, ...attributes.map(({ value }) => value)]).sort();

  it('are offered by products', async () => {
    const query = `{ product(handle: "box-27") { personalizations { key label maxLength allowedCharacters isRequired } }
      plain: product(handle: "box-1") { personalizations { key } } }`;

    expect((await shop.ask(query)).data).toEqual({
      product: {
        personalizations: [
          { ...initials, maxLength: 3, allowedCharacters: 'A-Z', isRequired: false },
          { ...wish, maxLength: 5, allowedCharacters: null, isRequired: true },
        ],
      },
      plain: { personalizations: [] },
    });
  });

  it('make a line of their own, and equal ones are one line', async () => {
    const { id: cartId } = await begin(28);
    const [al, other] = [
      { key: 'initials', value: ' AL' },
      { key: 'wish', value: 'e\u0301te\u0301' },
    ];
    const added = await add(cartId, line(28, other, al), line(28, al), line(28, { key: 'wish', value: ' ' }));
    const again = await add(cartId, line(28, { key: 'initials', value: 'AL ' }));

    expect(linesOf(added)).toEqual([[1, 'AL'], [1, 'AL', '\u00e9t\u00e9'], [2]]);
    expect(added.cart.lines.map((line: { attributes: object[] }) => line.attributes)).toContainEqual([
      { ...initials, value: 'AL' },
      { ...wish, value: '\u00e9t\u00e9' },
    ]);
    expect(linesOf(again)).toEqual([[1, 'AL', '\u00e9t\u00e9'], [2], [2, 'AL']]);
  });

  it('do not multiply the stock: all lines of a variant share it', async () => {
    const { id: cartId } = await begin(28, 20);
    const { cart } = await add(cartId, { ...line(28, { key: 'initials', value: 'AL' }), quantity: 20 });

    expect(cart.warnings.map(({ code, availableQuantity }: Warning) => [code, availableQuantity])).toEqual([
      ['STOCK_SHORT', 28],
      ['STOCK_SHORT', 28],
    ]);
  });

  it('are refused outside their limits, with the path of each, and nothing is added', async () => {
    const { id: cartId } = await begin(9);
    const wishes = (...values: string[]) => values.map((value) => line(28, { key: 'wish', value }));
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
    const refused = await add(
      cartId,
      line(28, { key: 'initials', value: 'ab' }),
      line(9, { key: 'initials', value: 'AB' }),
      line(28, { key: 'initials', value: 'A' }, { key: 'initials', value: 'B' }),
      ...wishes('123456', 'a\nb', 'a\u202eb', `a${'\u0301'.repeat(60)}`),
    );
    const required = await add(cartId, line(9), line(27, { key: 'wish', value: '' }));
    const kept = await read(cartId);
    const counted = await add(cartId, ...wishes(family.repeat(5)));
    const tooMany = await add(cartId, ...wishes(family.repeat(6)));

    expect(
      refused.userErrors.map(({ field, code }: { field: string[]; code: string }) => [field.join('.'), code]),
    ).toEqual([
      ['lines.0.attributes.0.value', 'INVALID'],
      ['lines.1.attributes.0.key', 'ATTRIBUTE_UNKNOWN'],
      ['lines.2.attributes.1.key', 'INVALID'],
      ...[3, 4, 5, 6].map((index) => [`lines.${index}.attributes.0.value`, 'INVALID']),
    ]);
    expect(required.userErrors).toEqual([
      { field: ['lines', '1', 'attributes'], code: 'ATTRIBUTE_REQUIRED', availableQuantity: null },
    ]);
    expect(kept.totalQuantity).toBe(1);
    expect(linesOf(counted)).toEqual([[1], [1, family.repeat(5)]]);
    expect(tooMany.cart).toBeNull();
  });

  it('are refused for a new cart too', async () => {
    const { cart, userErrors } = await change('cartCreate', { input: { lines: [line(9), line(27)] } });

    expect(cart).toBeNull();
    expect(userErrors).toMatchObject([{ field: ['input', 'lines', '1', 'attributes'], code: 'ATTRIBUTE_REQUIRED' }]);
  });

  it('can be changed and removed, with or without the quantity; a refusal changes no line', async () => {
    const { id: cartId } = await begin(28, 2);
    const {
      cart: {
        lines: [plain, engraved],
      },
    } = await add(cartId, line(28, { key: 'initials', value: 'AL' }));
    const update = (...lines: object[]) => change('cartLinesUpdate', { cartId, lines });
    const changed = await update({ id: engraved.id, attributes: [{ key: 'wish', value: 'Joy' }] });
    const refused = await update(
      { id: engraved.id, attributes: [], quantity: 3 },
      { id: plain.id, attributes: [{ key: 'other', value: 'x' }] },
    );
    const after = await read(cartId);
    const kept = await update({ id: engraved.id, quantity: 2 });
    const removed = await update({ id: engraved.id, attributes: [] });

    expect(linesOf(changed)).toEqual([[1, 'Joy'], [2]]);
    expect(refused.userErrors).toMatchObject([
      { field: ['lines', '1', 'attributes', '0', 'key'], code: 'ATTRIBUTE_UNKNOWN' },
    ]);
    expect(linesOf({ cart: after })).toEqual([[1, 'Joy'], [2]]);
    expect(linesOf(kept)).toEqual([[2], [2, 'Joy']]);
    expect(linesOf(removed)).toEqual([[2], [2]]);
  });

  it('are shown on the order', async () => {
    const cartId = await fill(28);
    const { cart } = await add(cartId, line(28, { key: 'initials', value: 'AL' }));
    await change('cartPaymentStart', { cartId, idempotencyKey: `pay-${cartId}` });
    const { order } = await complete(cartId);

    expect(cart.lines).toHaveLength(2);
    expect(order.lines).toHaveLength(2);
    expect(order.lines).toContainEqual({ quantity: 1, attributes: [] });
    expect(order.lines).toContainEqual({ quantity: 1, attributes: [{ ...initials, value: 'AL' }] });
  });
}

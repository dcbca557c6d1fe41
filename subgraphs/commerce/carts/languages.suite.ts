import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Requester, Shop } from '../commerce.fixture.ts';
import { box, cartsAt, paris } from './carts.fixture.ts';

const speaking = (language: string) => ({ 'x-axiom-language': language });
const lineFields = 'title variantTitle selectedOptions { name value } attributes { label value }';
const cartQuery = `query ($id: ID!) { cart(id: $id) { language lines { ${lineFields} } warnings { message } } }`;
const orderQuery = `query ($id: ID!, $accessToken: String) { order(id: $id, accessToken: $accessToken) {
  language shippingMethod { name } lines { ${lineFields} image { altText } } } }`;

const tote = {
  EN: {
    title: 'Ember Tote',
    variantTitle: 'Small / Soot',
    selectedOptions: [
      { name: 'Size', value: 'Small' },
      { name: 'Colour', value: 'Soot' },
    ],
    attributes: [],
  },
  FR: {
    title: 'Cabas Braise',
    variantTitle: 'Petit / Suie',
    selectedOptions: [
      { name: 'Taille', value: 'Petit' },
      { name: 'Couleur', value: 'Suie' },
    ],
    attributes: [],
  },
};
const engraved = {
  EN: { title: 'Box 27', variantTitle: 'One', selectedOptions: [{ name: 'Size', value: 'One' }] },
  FR: { title: 'Boîte 27', variantTitle: 'One', selectedOptions: [{ name: 'Taille', value: 'One' }] },
};
const wish = [
  { key: 'initials', value: 'AL' },
  { key: 'wish', value: 'Joy' },
];
const lines = [
  { variantId: 'variant_tote_small', quantity: 1 },
  { variantId: box(27), quantity: 1, attributes: wish },
];

/** Lines that were made at the same time have no order. */
const byTitle = (one: { title: string }, other: { title: string }) => one.title.localeCompare(other.title);

/** The language of carts and orders. */
export function cartLanguageSuite(shop: Shop): void {
  const { change } = cartsAt(shop);
  const create = async (language: string, as?: Requester, of = lines): Promise<string> =>
    (await change('cartCreate', { input: { lines: of } }, as, speaking(language))).cart.id;
  const read = async (id: string, language: string, as?: Requester) => {
    const { data, extensions } = await shop.ask(cartQuery, { id }, speaking(language), as);
    return { ...data.cart, lines: data.cart.lines.sort(byTitle), fallbacks: extensions?.fallbacks };
  };
  const order = async (cartId: string, by: string, completedBy: string) => {
    const buyer = { email: 'ada@axiom.example', shippingAddress: paris };
    const { cart } = await change('cartBuyerUpdate', { cartId, buyer }, undefined, speaking(by));
    const shippingOptionId = cart.shippingOptions.find(({ name }: { name: string }) => /standard$/i.test(name)).id;
    await change('cartShippingMethodSet', { cartId, shippingOptionId }, undefined, speaking(by));
    await change('cartPaymentStart', { cartId, idempotencyKey: randomUUID() }, undefined, speaking(by));
    const variables = { cartId, idempotencyKey: randomUUID() };
    const { order, accessToken } = await change('cartComplete', variables, undefined, speaking(completedBy));
    return { id: order.id as string, accessToken };
  };
  const translate = async (title: string) => {
    const found = await shop.callMedusa('admin/translations?reference_id=prod_box_27&locale_code=fr-FR');
    const [{ id, translations }] = (found as { translations: [{ id: string; translations: object }] }).translations;
    await shop.callMedusa('admin/translations/batch', { update: [{ id, translations: { ...translations, title } }] });
  };

  describe('The lines of a cart', () => {
    it('are in the language of each request, which is not always that of the cart', async () => {
      const id = await create('FR');
      const [french, english, japanese] = [await read(id, 'FR'), await read(id, 'EN'), await read(id, 'JA')];

      expect(french).toMatchObject({ language: 'FR', lines: [engraved.FR, tote.FR] });
      expect(french.lines[0].attributes).toEqual([
        { label: 'Initiales', value: 'AL' },
        { label: 'Wish', value: 'Joy' },
      ]);
      expect(french.fallbacks.sort()).toEqual([
        'CartLine.variantTitle cart lines',
        'LineAttribute.label cart lines',
        'SelectedOption.value cart lines',
      ]);
      expect(english).toMatchObject({ language: 'FR', lines: [engraved.EN, tote.EN] });
      expect(english.fallbacks).toBeUndefined();
      expect(japanese.lines).toMatchObject([engraved.EN, { ...tote.EN, title: 'エンバー トート' }]);
    });

    it('cost no calls of their own: one for a new cart, and one to read it', async () => {
      await shop.ask('{ localization { currencyCode } }');
      shop.resetCalls();
      const create = `mutation ($lines: [CartLineInput!]) { cartCreate(input: { lines: $lines }) {
        cart { id language lines { ${lineFields} } } userErrors { code } } }`;
      const { data } = await shop.ask(create, { lines }, speaking('FR'));
      const created = shop.calls();
      shop.resetCalls();
      await shop.ask(`query ($id: ID!) { cart(id: $id) { lines { ${lineFields} } } }`, { id: data.cartCreate.cart.id });

      data.cartCreate.cart.lines.sort(byTitle);
      expect(data.cartCreate.cart).toMatchObject({ language: 'FR', lines: [engraved.FR, tote.FR] });
      expect(created).toHaveLength(1);
      expect(shop.calls()).toHaveLength(1);
    });

    it('have their names also when the product is no longer sold', async () => {
      const id = await create('FR');
      await shop.callMedusa('admin/products/prod_tote', { status: 'draft' });
      const unsold = await read(id, 'FR');
      await shop.callMedusa('admin/products/prod_tote', { status: 'published' });

      expect(unsold.lines[1]).toEqual(tote.FR);
      expect(unsold.warnings[0].message).toContain('Cabas Braise');
    });
  });

  describe('The language of a cart', () => {
    it('is that of the last change, and no reading and no refused change changes it', async () => {
      const id = await create('FR');
      const changed = async (name: 'cartLinesAdd' | 'cartNoteUpdate' | 'cartLinesRemove', more: object, by: string) => {
        const { cart, userErrors } = await change(name, { cartId: id, ...more }, undefined, speaking(by));
        const { language } = await read(id, 'EN');
        return [language, cart ? 'changed' : userErrors[0].code];
      };

      expect(await changed('cartLinesAdd', { lines: [{ variantId: box(9), quantity: 1 }] }, 'IT')).toEqual([
        'IT',
        'changed',
      ]);
      expect(await changed('cartNoteUpdate', { note: 'To the atelier' }, 'JA')).toEqual(['JA', 'changed']);
      expect(await changed('cartLinesAdd', { lines: [{ variantId: 'none', quantity: 1 }] }, 'FR')).toEqual([
        'JA',
        'VARIANT_NOT_FOUND',
      ]);
      expect(await changed('cartLinesRemove', { lineIds: ['none'] }, 'FR')).toEqual(['JA', 'LINE_NOT_FOUND']);
      expect(await changed('cartNoteUpdate', { note: null }, 'EN')).toEqual(['EN', 'changed']);
    });

    it('is that of a merge for the cart that is kept', async () => {
      const ada = await shop.signUp('Ada');
      const own = await create('FR', ada);
      const guest = await create('IT');
      const merged = await change('cartMerge', { cartId: guest }, ada, speaking('JA'));

      expect(merged.userErrors).toEqual([]);
      expect(merged.cart.id).toBe(own);
      expect(await read(own, 'EN', ada)).toMatchObject({ language: 'JA' });
    });

    it('is not written by metadata that a client sends to Medusa', async () => {
      const id = await create('FR');
      await shop.callMedusa(`store/carts/${id}`, { metadata: { language: 'IT' } });

      expect(await read(id, 'EN')).toMatchObject({ language: 'FR' });
    });
  });

  describe('An order', () => {
    afterAll(() => translate(engraved.FR.title));

    it('is in the language in which it was completed, and keeps its names when they change', async () => {
      const placed = await order(await create('EN'), 'EN', 'FR');
      await translate('Boîte Cendre');
      const later = await order(await create('FR', undefined, lines.slice(1)), 'FR', 'FR');
      const [first, second] = await Promise.all(
        [placed, later].map(async (one) => (await shop.ask(orderQuery, one, speaking('JA'))).data.order),
      );
      for (const { lines } of [first, second]) lines.sort(byTitle);

      expect(first).toMatchObject({
        language: 'FR',
        shippingMethod: { name: 'Livraison standard' },
        lines: [engraved.FR, { ...tote.FR, image: { altText: 'Cabas Braise' } }],
      });
      expect(first.lines[0].attributes[0]).toEqual({ label: 'Initiales', value: 'AL' });
      expect(second.lines.map(({ title }: { title: string }) => title)).toEqual(['Boîte Cendre']);
    });

    it('names what is in English to a request in another language', async () => {
      const placed = await order(await create('FR', undefined, lines.slice(1)), 'FR', 'EN');
      const asked = async (by: string) =>
        await shop.ask(
          `query ($id: ID!, $accessToken: String) { order(id: $id, accessToken: $accessToken) {
          language lines { title } } }`,
          placed,
          speaking(by),
        );

      const { data, extensions } = await asked('EN');
      expect(data.order.lines).toEqual([{ title: 'Box 27' }]);
      expect([data.order.language, extensions]).toEqual(['EN', undefined]);
      expect((await asked('FR')).extensions?.fallbacks).toEqual(['OrderLine.title order lines']);
    });
  });

  describe('The chosen way of delivery', () => {
    it('is in the language of the request', async () => {
      const cartId = await create('FR', undefined, lines.slice(1));
      const buyer = { shippingAddress: paris };
      const { cart } = await change('cartBuyerUpdate', { cartId, buyer }, undefined, speaking('FR'));
      const standard = cart.shippingOptions.find(({ name }: { name: string }) => name === 'Livraison standard');
      const shippingOptionId = standard.id;
      const chosen = await change('cartShippingMethodSet', { cartId, shippingOptionId }, undefined, speaking('FR'));
      const { data } = await shop.ask(
        'query ($id: ID!) { cart(id: $id) { shippingMethod { name } } }',
        { id: cartId },
        speaking('EN'),
      );

      expect(chosen.cart.shippingMethod.name).toBe('Livraison standard');
      expect(data.cart.shippingMethod.name).toBe('Standard');
    });
  });
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Requester, Shop } from '../commerce.fixture.ts';
import { estimateDelivery } from '../shipping/estimate.ts';
import { box, cartsAt, paris } from './carts.fixture.ts';

/** Limited editions, purchase limits and pre-orders, through the graph and through Medusa's own routes. */
export function limitedSuite(shop: Shop): void {
  const { change, begin, complete, codesOf, read, patiently } = cartsAt(shop);

  const setProduct = (number: number, metadata: object) =>
    shop.callMedusa(`admin/products/prod_box_${number}`, { metadata });
  const setVariant = (number: number, values: object) =>
    shop.callMedusa(`admin/products/prod_box_${number}/variants/${box(number)}`, values);
  const stateOf = async (number: number) => {
    const { data, errors } = await shop.ask(
      `query ($id: ID!) { product(id: $id) { edition { size remaining } purchaseLimit { perOrder perCustomer days }
        variants(first: 1) { nodes { availableForSale availableQuantity preOrder { releasesAt limit remaining } } } } }`,
      { id: `prod_box_${number}` },
    );
    expect(errors).toBeUndefined();
    const { variants, ...product } = data.product;
    return { ...product, ...variants.nodes[0] };
  };
  const linesOf = async (order: { id: string }, accessToken: string) => {
    const { data, errors } = await shop.ask(
      `query ($id: ID!, $accessToken: String) { order(id: $id, accessToken: $accessToken) {
        lines { editionNumbers { number size } shipsFrom } } }`,
      { id: order.id, accessToken },
    );
    expect(errors).toBeUndefined();
    return data.order.lines as { editionNumbers: { number: number; size: number }[]; shipsFrom: string | null }[];
  };
  const fill = async (number: number, email: string, quantity = 1, as?: Requester) =>
    prepare((await begin(number, quantity, as)).id, email, as);
  const prepare = async (cartId: string, email: string, as?: Requester) => {
    const buyer = { email, shippingAddress: paris };
    const { cart } = await change('cartBuyerUpdate', { cartId, buyer }, as);
    await change('cartShippingMethodSet', { cartId, shippingOptionId: cart.shippingOptions[0].id }, as);
    await change('cartPaymentStart', { cartId, idempotencyKey: randomUUID() }, as);
    return cartId;
  };
  /** Sets the stock of a box so that these pieces can be sold. */
  const leave = async (number: number, pieces: Partial<Record<string, number>>) => {
    const path = `admin/inventory-items/iitem_box_${number}_One/location-levels`;
    type Levels = { inventory_levels: { location_id: string; reserved_quantity: number }[] };
    const { inventory_levels } = (await shop.callMedusa(path)) as Levels;
    for (const location of new Set([...Object.keys(pieces), ...inventory_levels.map((level) => level.location_id)])) {
      const level = inventory_levels.find(({ location_id }) => location_id === location);
      const stocked_quantity = (level?.reserved_quantity ?? 0) + (pieces[location] ?? 0);
      const body = level ? { stocked_quantity } : { location_id: location, stocked_quantity };
      await shop.callMedusa(level ? `${path}/${location}` : path, body);
    }
  };
  const cancel = (order: { id: string }) => shop.callMedusa(`admin/orders/${order.id}/cancel`, {});

  describe('A limited edition of three pieces', () => {
    beforeAll(async () => {
      await leave(3, { sloc_kyoto: 3 });
      await setProduct(3, { edition: { size: 50, withheld: [1, 2] } });
    });

    it('is sold to three of six buyers who complete their carts at once, each with a number of its own', async () => {
      expect(await stateOf(3)).toMatchObject({ edition: { size: 50, remaining: 3 }, availableForSale: true });
      const buyers = ['a', 'b', 'c', 'd', 'e', 'f'];
      const carts = await Promise.all(buyers.map((name) => fill(3, `${name}@axiom.example`)));

      const answers = await Promise.all(carts.map((cartId) => patiently(() => complete(cartId))));

      const placed = answers.filter(({ order }) => order);
      const refused = carts.filter((_, index) => !answers[index].order);
      expect(placed).toHaveLength(3);
      expect(answers.flatMap(codesOf)).toEqual(['OUT_OF_STOCK', 'OUT_OF_STOCK', 'OUT_OF_STOCK']);
      const numbers = await Promise.all(placed.map(({ order, accessToken }) => linesOf(order, accessToken)));
      const given = numbers.flatMap((lines) => lines.flatMap(({ editionNumbers }) => editionNumbers));
      expect(given.map(({ number }) => number).sort()).toEqual([3, 4, 5]);
      expect(new Set(given.map(({ size }) => size))).toEqual(new Set([50]));
      const payments = await Promise.all(refused.map(async (id) => (await read(id)).payment?.status));
      expect(payments.filter((status) => status === 'AUTHORIZED' || status === 'CAPTURED')).toEqual([]);
      expect(await stateOf(3)).toMatchObject({
        edition: { size: 50, remaining: 0 },
        availableForSale: false,
        availableQuantity: 0,
      });

      const [first] = placed;
      const [{ editionNumbers: before } = {}] = await linesOf(first.order, first.accessToken);
      await cancel(first.order);
      const [{ editionNumbers: after } = {}] = await linesOf(first.order, first.accessToken);
      const next = await complete(await fill(3, 'the-next@axiom.example'));
      expect(after).toEqual([]);
      expect((await linesOf(next.order, next.accessToken))[0]?.editionNumbers).toEqual(before);
    }, 120_000);

    it('without a free number is refused, although there is stock', async () => {
      await setProduct(12, { edition: { size: 2 } });
      const { order } = await complete(await fill(12, 'ada@axiom.example', 2));
      const cartId = await fill(12, 'eve@axiom.example');
      const refused = await complete(cartId);

      expect(order).not.toBeNull();
      expect(codesOf(refused)).toEqual(['OUT_OF_STOCK']);
      expect((await read(cartId)).completedAt).toBeNull();
      await cancel(order);
      // A refused cart has no payment any more.
      const unpaid = await complete(cartId);
      await change('cartPaymentStart', { cartId, idempotencyKey: randomUUID() });
      expect(codesOf(unpaid)).toEqual(['PAYMENT_REQUIRED']);
      expect(codesOf(await complete(cartId))).toEqual([]);
    });
  });

  it('The last six pieces, at two locations, have six buyers who complete their carts at once, and pay once', async () => {
    await leave(23, { sloc_kyoto: 3, sloc_florence: 3 });
    const carts = await Promise.all(Array.from({ length: 6 }, (_, n) => fill(23, `buyer-${n}@axiom.example`)));
    const answers = await Promise.all(carts.map((cartId) => patiently(() => complete(cartId))));
    const paid = await Promise.all(
      answers.map(async ({ order, accessToken }) => {
        const text =
          'query ($id: ID!, $token: String) { order(id: $id, accessToken: $token) { payments { status amount { amount } } } }';
        return (await shop.ask(text, { id: order?.id, token: accessToken })).data.order?.payments;
      }),
    );
    const after = await stateOf(23);
    await leave(23, { sloc_kyoto: 23 });

    expect(answers.flatMap(codesOf)).toEqual([]);
    expect(paid).toEqual(
      answers.map(({ order }) => [{ status: 'AUTHORIZED', amount: { amount: order.total.amount } }]),
    );
    expect(after).toMatchObject({ availableForSale: false, availableQuantity: 0 });
  }, 60_000);

  it('Two lines of a variant do not get the same piece, and may get pieces of two locations', async () => {
    await leave(28, { sloc_kyoto: 2 });
    const lines = ['A', 'B'].map((value) => ({ variantId: box(28), attributes: [{ key: 'initials', value }] }));
    const { cart } = await change('cartCreate', { input: { lines } });
    const cartId = await prepare(cart.id, 'ada@axiom.example');
    await leave(28, { sloc_kyoto: 1 });
    const refused = await complete(cartId);
    await leave(28, { sloc_kyoto: 1, sloc_florence: 1 });
    await change('cartPaymentStart', { cartId, idempotencyKey: randomUUID() });
    const accepted = await complete(cartId);
    const after = await stateOf(28);

    expect(refused.order).toBeNull();
    expect(codesOf(refused)).toEqual(['OUT_OF_STOCK', 'OUT_OF_STOCK']);
    expect(codesOf(accepted)).toEqual([]);
    expect(after).toMatchObject({ availableForSale: false, availableQuantity: 0 });
  });

  describe('A purchase limit', () => {
    beforeAll(() => setProduct(24, { purchase_limit: { per_order: 2, per_customer: 3, days: 30 } }));

    it('is shown, and refuses more pieces in a cart with the quantity that the cart may contain', async () => {
      const input = { lines: [{ variantId: box(24), quantity: 3 }] };
      const created = await change('cartCreate', { input });
      const { id: cartId } = await begin(24, 2);
      const added = await change('cartLinesAdd', {
        cartId,
        lines: [{ variantId: box(9) }, { variantId: box(24) }],
      });
      const { lines } = await read(cartId);
      const updated = await change('cartLinesUpdate', { cartId, lines: [{ id: lines[0].id, quantity: 3 }] });

      expect((await stateOf(24)).purchaseLimit).toEqual({ perOrder: 2, perCustomer: 3, days: 30 });
      const error = (...field: string[]) => [{ field, code: 'PURCHASE_LIMIT_EXCEEDED', availableQuantity: 2 }];
      expect(created).toEqual({ cart: null, userErrors: error('input', 'lines', '0', 'quantity') });
      expect(added.userErrors).toEqual(error('lines', '1', 'quantity'));
      expect(updated.userErrors).toEqual(error('lines', '0', 'quantity'));
      expect(lines).toMatchObject([{ quantity: 2 }]);
    });

    it('is the same through the store API of Medusa', async () => {
      const { id } = await begin(24, 2);
      const item = { variant_id: box(24), quantity: 1 };
      const post = (path: string, body: object) =>
        shop.callMedusa(`store/carts${path}`, body).then(
          () => 'accepted',
          (error: Error) => error.message,
        );
      const { lines } = await read(id);

      const refusals = [
        await post('', { region_id: 'reg_europe', items: [{ ...item, quantity: 3 }] }),
        await post(`/${id}/line-items`, item),
        await post(`/${id}/lines`, { items: [item] }),
        await post(`/${id}/line-items/${lines[0].id}`, { quantity: 3 }),
      ];
      expect(refusals).toEqual(refusals.map(() => expect.stringContaining('Purchase limit exceeded')));
      expect(await post(`/${id}/line-items/${lines[0].id}`, { quantity: 1 })).toBe('accepted');
    });

    it('counts the orders of a guest by e-mail address when a cart is completed, and not those that were canceled', async () => {
      const email = 'collector@axiom.example';
      const { order } = await complete(await fill(24, email, 2));
      const cartId = await fill(24, 'Collector@axiom.example', 2);
      const refused = await complete(cartId);
      await cancel(order);
      const accepted = await complete(cartId);

      expect(refused).toMatchObject({ order: null, userErrors: [{ code: 'PURCHASE_LIMIT_EXCEEDED', field: null }] });
      expect(codesOf(accepted)).toEqual([]);
    });

    it('of a customer is checked in the cart, and when two carts are completed at once', async () => {
      const ada = await shop.signUp('Ada who collects');
      const carts = [await fill(24, 'a@axiom.example', 2, ada), await fill(24, 'b@axiom.example', 2, ada)];
      const answers = await Promise.all(carts.map((cartId) => complete(cartId, randomUUID(), ada)));
      const input = { lines: [{ variantId: box(24), quantity: 2 }] };
      const third = await change('cartCreate', { input }, ada);

      expect(answers.filter(({ order }) => order)).toHaveLength(1);
      expect(answers.flatMap(codesOf)).toEqual(['PURCHASE_LIMIT_EXCEEDED']);
      expect(third.userErrors).toMatchObject([{ code: 'PURCHASE_LIMIT_EXCEEDED', availableQuantity: 1 }]);
    });
  });

  describe('A pre-order', () => {
    const releasesAt = '2999-03-01T09:00:00.000Z';
    beforeAll(async () => {
      await setVariant(0, {
        allow_backorder: true,
        metadata: { pre_order: { releases_at: '2999-03-01T09:00:00Z', limit: 3 } },
      });
    });
    afterAll(() => setVariant(0, { allow_backorder: false, metadata: { pre_order: '' } }));

    it('is sold without stock up to its limit, and the order says when it is shipped', async () => {
      const before = await stateOf(0);
      const { order, accessToken } = await complete(await fill(0, 'ada@axiom.example', 2));
      const after = await stateOf(0);
      const more = await change('cartCreate', { input: { lines: [{ variantId: box(0), quantity: 2 }] } });

      expect(before).toMatchObject({
        availableForSale: true,
        availableQuantity: 3,
        preOrder: { releasesAt, limit: 3, remaining: 3 },
      });
      expect(await linesOf(order, accessToken)).toEqual([{ editionNumbers: [], shipsFrom: releasesAt }]);
      expect(after).toMatchObject({ availableQuantity: 1, preOrder: { remaining: 1 } });
      expect(more.userErrors).toEqual([
        { field: ['input', 'lines', '0', 'quantity'], code: 'OUT_OF_STOCK', availableQuantity: 1 },
      ]);
    });

    it('has one buyer for its last piece', async () => {
      const carts = [await fill(0, 'ada@axiom.example'), await fill(0, 'eve@axiom.example')];
      const answers = await Promise.all(carts.map((cartId) => patiently(() => complete(cartId))));

      expect(answers.filter(({ order }) => order)).toHaveLength(1);
      expect(answers.flatMap(codesOf)).toEqual(['OUT_OF_STOCK']);
      expect(await stateOf(0)).toMatchObject({ availableForSale: false, availableQuantity: 0 });
    });

    it('is delivered from its release on, by the estimates of the cart and, also after the release was moved, of the order', async () => {
      const release = (at: string) => setVariant(0, { metadata: { pre_order: { releases_at: at, limit: 9 } } });
      const from = (at: string) =>
        estimateDelivery(
          {
            kind: 'DELIVERY',
            origin: { countryCode: 'IT', timeZone: 'Europe/Rome', cutOff: '14:00' },
            workingDays: { min: 3, max: 5 },
          },
          { countryCode: 'FR', province: null },
          new Date(at),
        );
      const estimate = 'estimatedDelivery { earliest latest }';
      const seen = async (id: string) => {
        const text = `query ($id: ID!) { cart(id: $id) { shippingOptions { name ${estimate} } shippingMethod { ${estimate} } } }`;
        const { shippingOptions, shippingMethod } = (await shop.ask(text, { id })).data.cart;
        const standard = shippingOptions.find(({ name }: { name: string }) => name === 'Standard');
        return [standard.estimatedDelivery, shippingMethod?.estimatedDelivery];
      };
      await release('2999-03-01T09:00:00Z');
      const { id: cartId } = await begin(9);
      await change('cartLinesAdd', { cartId, lines: [{ variantId: box(0) }] });
      const ofBoth = await seen(cartId);
      const bought = await fill(0, 'ada@axiom.example');
      const chosen = await seen(bought);
      const { order, accessToken } = await complete(bought);
      await release('2999-06-03T09:00:00Z');
      const ofMoved = await seen(cartId);
      const { data } = await shop.ask(
        `query ($id: ID!, $token: String) { order(id: $id, accessToken: $token) { shippingMethod { ${estimate} } } }`,
        { id: order.id, token: accessToken },
      );

      expect(ofBoth).toEqual([from('2999-03-01T09:00:00Z'), undefined]);
      expect(chosen).toEqual([from('2999-03-01T09:00:00Z'), from('2999-03-01T09:00:00Z')]);
      expect(ofMoved).toEqual([from('2999-06-03T09:00:00Z'), undefined]);
      expect(data.order.shippingMethod.estimatedDelivery).toEqual(from('2999-03-01T09:00:00Z'));
    });

    it('ends at its time: without stock the variant is no longer sold, and the change is reported', async () => {
      const soon = new Date(Date.now() + 3_000).toISOString().replace(/\.\d+/, '');
      await setVariant(0, { metadata: { pre_order: { releases_at: soon, limit: 9 } } });
      const changes = async (after: string) => {
        const text =
          'query ($after: String) { commerceChanges(after: $after, wait: 4000) { cursor changes { kind id } } }';
        return (await shop.ask(text, { after })).data.commerceChanges as { cursor: string; changes: object[] };
      };
      let { cursor } = await changes('');
      const during = await stateOf(0);
      const seen: object[] = [];
      while (seen.length === 0) {
        const next = await changes(cursor);
        cursor = next.cursor;
        seen.push(...next.changes);
      }

      expect(during).toMatchObject({ availableForSale: true, availableQuantity: 5, preOrder: { limit: 9 } });
      expect(seen).toEqual([{ kind: 'STOCK', id: 'prod_box_0' }]);
      expect(await stateOf(0)).toMatchObject({ availableForSale: false, availableQuantity: 0, preOrder: null });
    }, 30_000);
  });

  it('Editions, limits and pre-orders of a list of orders are one call', async () => {
    const ada = await shop.signUp('Ada with two orders');
    for (const number of [24, 12]) {
      await complete(await fill(number, 'ada-with-two@axiom.example', 1, ada), randomUUID(), ada);
    }
    shop.resetCalls();
    const { data } = await shop.queryEntities(
      [{ __typename: 'Customer', id: 'id' in ada.viewer ? ada.viewer.id : '' }],
      '... on Customer { orders { nodes { lines { editionNumbers { number } shipsFrom } } } }',
      ada,
    );

    expect(data._entities[0].orders.nodes).toHaveLength(2);
    expect(shop.calls().filter((call) => call.startsWith('/store/limited-pieces'))).toHaveLength(1);
  });
}

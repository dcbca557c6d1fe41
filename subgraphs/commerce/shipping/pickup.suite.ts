import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { eventually } from '#tests/support/graph.ts';
import { box, cartsAt } from '../carts/carts.fixture.ts';
import type { Shop } from '../commerce.fixture.ts';

const options = `shippingOptions { id kind pickup { isInStock location { id name } lines { lineId available } } }`;
const order = `id shippingAddress { line1 } cost { shippingTotal { amount } }
  shippingMethod { kind name pickupLocation { id address { line1 postalCode city countryCode } timeZone isPickupPoint
    openingHours { weekday opensAt closesAt } } estimatedDelivery { earliest latest } }`;
const stocked = box(24);

/** Orders that the buyer picks up. The store in Paris has two of box 24 and none of the others. */
export function pickupSuite(shop: Shop): void {
  const { change, read, fill, complete: deliver, codesOf } = cartsAt(shop);
  const begin = async (...lines: { variantId: string; quantity?: number }[]) => {
    const { cart } = await change('cartCreate', { input: { lines, buyer: { email: 'ada@axiom.example' } } });
    return cart as { id: string; lines: { id: string }[] };
  };
  const pickupOf = async (id: string) => {
    const { data } = await shop.ask(`query ($id: ID!) { cart(id: $id) { ${options} } }`, { id });
    return data.cart.shippingOptions.find(({ kind }: { kind: string }) => kind === 'PICKUP');
  };
  const choose = async (cartId: string) =>
    change('cartShippingMethodSet', { cartId, shippingOptionId: (await pickupOf(cartId)).id });
  const complete = async (cartId: string) => {
    await change('cartPaymentStart', { cartId, idempotencyKey: randomUUID() });
    const { data } = await shop.ask(
      `mutation ($cartId: ID!, $idempotencyKey: String!) { cartComplete(cartId: $cartId, idempotencyKey: $idempotencyKey) {
        order { ${order} } userErrors { code field } } }`,
      { cartId, idempotencyKey: randomUUID() },
    );
    return data.cartComplete;
  };
  const outbox = async () => {
    const { orders } = (await shop.callMedusa('worker/outbox')) as { orders: { order_id: string }[] };
    return orders.map(({ order_id }) => order_id);
  };
  const setStock = (pieces: number) =>
    shop.callMedusa('admin/inventory-items/iitem_box_24_One/location-levels/sloc_paris', { stocked_quantity: pieces });
  const reservationsOf = async (orderId: string) => {
    const { order: found } = (await shop.callMedusa(`admin/orders/${orderId}?fields=id,items.id`)) as {
      order: { items: { id: string }[] };
    };
    const query = found.items.map(({ id }) => `line_item_id[]=${id}`).join('&');
    const { reservations } = (await shop.callMedusa(`admin/reservations?${query}`)) as {
      reservations: { location_id: string; quantity: number }[];
    };
    return reservations.map(({ location_id, quantity }) => [location_id, quantity]);
  };

  it('is offered with the stock of each line, with as many calls for ten lines as for one', async () => {
    const one = await begin({ variantId: stocked, quantity: 2 });
    await pickupOf(one.id);
    shop.resetCalls();
    const offered = await pickupOf(one.id);
    const calls = shop.calls().length;
    const many = await begin(...Array.from({ length: 10 }, (_, index) => ({ variantId: box(15 + index) })));
    shop.resetCalls();
    const short = await pickupOf(many.id);

    expect(offered.pickup).toEqual({
      isInStock: true,
      location: { id: 'sloc_paris', name: 'Paris' },
      lines: [{ lineId: one.lines[0]?.id, available: 2 }],
    });
    expect(short.pickup.isInStock).toBe(false);
    const available = short.pickup.lines.map((line: { available: number }) => line.available);
    expect(available.sort()).toEqual([...Array.from({ length: 9 }, () => 0), 2]);
    expect(shop.calls()).toHaveLength(calls);
  });

  it('needs no shipping address, is reserved at the store, and is not sent to the warehouse', async () => {
    const { id: cartId } = await begin({ variantId: stocked });
    const { userErrors } = await choose(cartId);
    const placed = await complete(cartId);
    // The outbox has an order that was placed later, and so would have this one.
    const delivered = await deliver(await fill());
    const waiting = await eventually(outbox, (ids) => ids.includes(delivered.order.id));

    expect(userErrors).toEqual([]);
    expect(placed.userErrors).toEqual([]);
    expect(placed.order).toEqual({
      id: expect.any(String),
      shippingAddress: null,
      cost: { shippingTotal: { amount: '0.00' } },
      shippingMethod: {
        kind: 'PICKUP',
        name: 'Pick up at Paris',
        pickupLocation: {
          id: 'sloc_paris',
          address: { line1: '9 rue de Thorigny', postalCode: '75003', city: 'Paris', countryCode: 'FR' },
          timeZone: 'Europe/Paris',
          isPickupPoint: true,
          openingHours: [
            { weekday: 'TUESDAY', opensAt: '11:00', closesAt: '19:00' },
            { weekday: 'SATURDAY', opensAt: '11:00', closesAt: '19:00' },
          ],
        },
        estimatedDelivery: { earliest: expect.any(String), latest: expect.any(String) },
      },
    });
    expect(await reservationsOf(placed.order.id)).toEqual([['sloc_paris', 1]]);
    expect(waiting).not.toContain(placed.order.id);
  });

  it('is refused where the store lacks a piece, though another location has it', async () => {
    const { id: cartId } = await begin({ variantId: box(20) });
    const before = await read(cartId);
    const refused = await choose(cartId);

    expect(refused).toEqual({
      cart: null,
      userErrors: [{ field: ['shippingOptionId'], code: 'PICKUP_UNAVAILABLE', availableQuantity: null }],
    });
    expect(await read(cartId)).toEqual(before);
  });

  it('is refused at completion when the store has sold the piece after the choice', async () => {
    await setStock(2);
    const { id: cartId } = await begin({ variantId: stocked });
    await choose(cartId);
    await setStock(1);
    const refused = await complete(cartId);
    await setStock(2);
    const placed = await complete(cartId);

    expect(refused).toEqual({ order: null, userErrors: [{ code: 'PICKUP_UNAVAILABLE', field: null }] });
    expect(codesOf(placed)).toEqual([]);
  });

  it('sells the last piece of the store to one of two buyers, and charges the other nothing', async () => {
    await setStock(3);
    const carts = [await begin({ variantId: stocked }), await begin({ variantId: stocked })];
    for (const { id } of carts) await choose(id);
    const answers = await Promise.all(carts.map(({ id }) => complete(id)));
    const [sold] = answers.flatMap(({ order: placed }) => (placed ? [placed.id] : []));

    expect(answers.filter(({ order: placed }) => placed)).toHaveLength(1);
    // Medusa itself may have reserved the piece for the other buyer just before.
    expect(['PICKUP_UNAVAILABLE', 'OUT_OF_STOCK']).toEqual(expect.arrayContaining(answers.flatMap(codesOf)));
    expect(answers.flatMap(codesOf)).toHaveLength(1);
    expect(await reservationsOf(sold)).toEqual([['sloc_paris', 1]]);
  });

  it('disappears with the country of the store', async () => {
    const { id: cartId } = await begin({ variantId: stocked });
    await setStock(9);
    await choose(cartId);
    const { cart } = await change('cartMarketUpdate', { cartId, countryCode: 'IT' });

    expect(cart.shippingMethod).toBeNull();
    expect(cart.shippingOptions.map(({ name }: { name: string }) => name).sort()).toEqual(['Express', 'Standard']);
  });
}

import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { findAtWarehouse, waitAtWarehouse } from '../support/backends/warehouse.ts';
import { attempt, fillCart, run } from '../support/purchase.ts';

/** Waits for the warehouse. */
jest.setTimeout(60_000);

const tote = 'variant_ember-tote-crust-medium';
const complete = (cartId: string) => run('CartComplete', { cartId, idempotencyKey: randomUUID() });

describe('A pick-up through the graph', () => {
  it('waits at the store, and the warehouse does not receive it', async () => {
    const cartId = await fillCart(tote, 'FR', {}, 'guest@axiom.example', 'PICKUP');
    const cart = await run('Cart', { id: cartId });
    const placed = await complete(cartId);
    const order = await run('Order', { id: placed.order.id, accessToken: placed.accessToken });
    const later = await complete(await fillCart(tote));
    await waitAtWarehouse(later.order.number);

    const [pickup, ...others] = cart.shippingOptions.filter(({ kind }: { kind: string }) => kind === 'PICKUP');
    expect(others).toEqual([]);
    expect(pickup.pickup).toMatchObject({ isInStock: true, location: { id: 'sloc_paris', name: 'Rue de Thorigny' } });
    expect(cart.cost.total).toEqual({ amount: '2950.00', currencyCode: 'EUR' });
    expect(order.shippingMethod).toMatchObject({ kind: 'PICKUP', pickupLocation: { id: 'sloc_paris' } });
    expect(order.shippingMethod.estimatedDelivery).toEqual(cart.shippingMethod.estimatedDelivery);
    expect(order.shippingAddress).toBeNull();
    expect(order.duties).toMatchObject({ payer: 'SELLER', amount: { amount: '0.00' } });
    expect(await findAtWarehouse(order.number)).toEqual([]);
  });

  it('is possible at the stores of the country, which have an address and opening hours', async () => {
    const { delivery } = await run('Localization', {}, { 'x-axiom-country': 'JP' });

    expect(delivery.pickupLocations).toMatchObject([
      {
        id: 'sloc_tokyo',
        timeZone: 'Asia/Tokyo',
        address: { line1: '5-4-30 Minami-Aoyama', postalCode: '107-0062', city: 'Tokyo', countryCode: 'JP' },
      },
    ]);
    expect(delivery.pickupLocations[0].openingHours).toHaveLength(6);
  });
});

describe('A product with a delivery restriction', () => {
  it('can be bought in the other countries only', async () => {
    const input = { lines: [{ variantId: 'variant_low-water-bangle-one-size' }] };
    const [american, french] = await Promise.all(
      ['US', 'FR'].map((country) => attempt('CartCreate', { input }, { 'x-axiom-country': country })),
    );

    expect(american?.data.cartCreate).toMatchObject({
      cart: null,
      userErrors: [{ code: 'DELIVERY_RESTRICTED', field: ['input', 'lines', '0', 'variantId'] }],
    });
    expect(french?.data.cartCreate).toMatchObject({ cart: { id: expect.any(String) }, userErrors: [] });
  });
});

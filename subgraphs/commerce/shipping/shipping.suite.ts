import { expect, it } from '@jest/globals';
import { box, cartsAt, paris } from '../carts/carts.fixture.ts';
import type { Shop } from '../commerce.fixture.ts';
import { estimateDelivery } from './estimate.ts';

const fields = `shippingOptions { id name kind price { amount } workingDays { min max } freeFrom { amount }
    estimatedDelivery { earliest latest } pickup { isInStock } }
  shippingMethod { kind price { amount } estimatedDelivery { earliest latest } pickupLocation { id } }
  freeShipping { threshold { amount } missing { amount } shippingOptionId } duties { payer amount { amount } }
  cost { total { amount } } warnings { code lineId missing { amount } }`;
const berlin = { ...paris, city: 'Berlin', postalCode: '10115', countryCode: 'DE' };
const restricted = box(26);

/** What a buyer sees of shipping, and where products must not be delivered. */
export function shippingSuite(shop: Shop): void {
  const { change, begin, read, fill, complete, codesOf } = cartsAt(shop);
  const see = async (id: string) =>
    (await shop.ask(`query ($id: ID!) { cart(id: $id) { ${fields} } }`, { id })).data.cart;
  const restrict = (countries: string[]) =>
    shop.callMedusa('admin/products/prod_box_9', {
      metadata: { delivery_restrictions: countries.length > 0 ? [{ countries, reason: 'OTHER' }] : [] },
    });
  /** The status of a request to Medusa's store API as any client may send it. */
  const statusOf = async (path: string, body: object) => {
    const response = await fetch(new URL(`store/${path}`, shop.medusaUrl), {
      method: 'POST',
      headers: { 'x-publishable-api-key': shop.publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.status;
  };

  it('has the days, the dates and the price of each option', async () => {
    const { id } = await begin(9);
    const origin = { countryCode: 'IT', timeZone: 'Europe/Rome', cutOff: '14:00' };
    const dates = (min: number, max: number) =>
      estimateDelivery(
        { kind: 'DELIVERY', origin, workingDays: { min, max } },
        { countryCode: 'FR', province: null },
        new Date(),
      );
    const before = [dates(3, 5), dates(1, 1)];
    const { shippingOptions } = await see(id);
    const after = [dates(3, 5), dates(1, 1)];
    const delivered = shippingOptions.slice(0, 2).sort((one: { name: string }) => (one.name === 'Standard' ? -1 : 1));
    const estimates = delivered.map((option: { estimatedDelivery: object }) => option.estimatedDelivery);

    expect(delivered).toMatchObject([
      {
        kind: 'DELIVERY',
        price: { amount: '15.00' },
        workingDays: { min: 3, max: 5 },
        freeFrom: { amount: '5000.00' },
      },
      { kind: 'DELIVERY', price: { amount: '35.00' }, workingDays: { min: 1, max: 1 }, freeFrom: null, pickup: null },
    ]);
    // The cut-off hour may pass in between.
    expect([JSON.stringify(before), JSON.stringify(after)]).toContain(JSON.stringify(estimates));
    expect(shippingOptions[2]).toMatchObject({ name: 'Pick up at Paris', kind: 'PICKUP', price: { amount: '0.00' } });
  });

  it('is free from the threshold on, after discounts and with tax, to the cent', async () => {
    const { id: cartId } = await begin(20, 20);
    const { cart } = await change('cartLinesAdd', { cartId, lines: [{ variantId: box(29), quantity: 20 }] });
    const standard = cart.shippingOptions.find(({ name }: { name: string }) => name === 'Standard').id;
    await change('cartShippingMethodSet', { cartId, shippingOptionId: standard });
    const nearly = await see(cartId);
    await change('cartLinesAdd', { cartId, lines: [{ variantId: box(9), quantity: 1 }] });
    const reached = await see(cartId);

    expect(nearly.freeShipping).toEqual({
      threshold: { amount: '5000.00' },
      missing: { amount: '20.00' },
      shippingOptionId: standard,
    });
    expect(nearly).toMatchObject({
      warnings: [{ code: 'FREE_SHIPPING_NOT_REACHED', lineId: expect.any(String), missing: { amount: '20.00' } }],
      shippingMethod: { price: { amount: '15.00' } },
      cost: { total: { amount: '4995.00' } },
    });
    expect(reached.freeShipping.missing).toEqual({ amount: '0.00' });
    expect(reached).toMatchObject({
      warnings: [],
      shippingMethod: { price: { amount: '0.00' } },
      cost: { total: { amount: '5089.00' } },
    });
  });

  it('has no warning about free delivery where no threshold applies: an empty cart, a pick-up, a market without one', async () => {
    const { cart: empty } = await change('cartCreate', { input: {} });
    const { id: cartId, shippingOptions } = await begin(24);
    const pickup = shippingOptions.find(({ name }: { name: string }) => name === 'Pick up at Paris').id;
    const before = await read(cartId);
    const { cart: picked } = await change('cartShippingMethodSet', { cartId, shippingOptionId: pickup });
    const japanese = await begin(9, 1, undefined, { 'x-axiom-country': 'JP' });

    expect(before.warnings).toMatchObject([{ code: 'FREE_SHIPPING_NOT_REACHED' }]);
    expect([empty, picked, japanese].map(({ warnings }) => warnings)).toEqual([[], [], []]);
  });

  it.each([
    ['FR', { payer: 'SELLER', amount: { amount: '0.00' } }],
    ['US', { payer: 'BUYER', amount: null }],
    ['JP', null],
  ])('says who pays duties in %s', async (country, duties) => {
    const { id } = await begin(9, 1, undefined, { 'x-axiom-country': country });

    expect((await see(id)).duties).toEqual(duties);
  });

  it('keeps in the order what was promised, not what the option or the client says', async () => {
    const { id: cartId, shippingOptions } = await begin(9);
    const option = shippingOptions.find(({ name }: { name: string }) => name === 'Express').id;
    const forged = { kind: 'PICKUP', location_id: 'sloc_paris', min_working_days: 0, max_working_days: 0 };
    await change('cartBuyerUpdate', { cartId, buyer: { email: 'ada@axiom.example', shippingAddress: paris } });
    expect(await statusOf(`carts/${cartId}/shipping-methods`, { option_id: option, data: forged })).toBe(200);
    await change('cartPaymentStart', { cartId, idempotencyKey: `payment-of-${cartId}` });
    const { order, accessToken } = await complete(cartId);
    await shop.callMedusa(`admin/shipping-options/${option}`, { data: { min_working_days: 9, max_working_days: 9 } });
    const { data } = await shop.ask(
      `query ($id: ID!, $token: String!) { order(id: $id, accessToken: $token) { placedAt duties { payer amount { amount } }
        shippingMethod { kind estimatedDelivery { earliest latest } pickupLocation { id } } } }`,
      { id: order.id, token: accessToken },
    );
    await shop.callMedusa(`admin/shipping-options/${option}`, { data: { min_working_days: 1, max_working_days: 1 } });
    const promise = {
      kind: 'DELIVERY' as const,
      origin: { countryCode: 'IT', timeZone: 'Europe/Rome', cutOff: '14:00' },
      workingDays: { min: 1, max: 1 },
    };

    expect(data.order).toMatchObject({
      duties: { payer: 'SELLER', amount: { amount: '0.00' } },
      shippingMethod: {
        kind: 'DELIVERY',
        estimatedDelivery: estimateDelivery(
          promise,
          { countryCode: 'FR', province: null },
          new Date(data.order.placedAt),
        ),
        pickupLocation: null,
      },
    });
  });

  it('is refused for a product that may not be delivered to the country, before anything changes', async () => {
    const lines = [{ variantId: box(9) }, { variantId: restricted }];
    const created = await change('cartCreate', { input: { lines } }, undefined, { 'x-axiom-country': 'US' });
    const german = await begin(9, 1, undefined, { 'x-axiom-country': 'DE' });
    const added = await change('cartLinesAdd', { cartId: german.id, lines });
    const { cart } = await change('cartCreate', { input: { lines } });
    const moved = await change('cartMarketUpdate', { cartId: cart.id, countryCode: 'DE' });
    const sent = await change('cartBuyerUpdate', {
      cartId: cart.id,
      buyer: { email: 'ada@axiom.example', shippingAddress: berlin },
    });
    const refusal = (field: string[] | null) => [{ field, code: 'DELIVERY_RESTRICTED', availableQuantity: null }];

    expect(created).toEqual({ cart: null, userErrors: refusal(['input', 'lines', '1', 'variantId']) });
    expect(added).toEqual({ cart: null, userErrors: refusal(['lines', '1', 'variantId']) });
    expect(moved).toEqual({ cart: null, userErrors: refusal(null) });
    expect(sent).toEqual({ cart: null, userErrors: refusal(['buyer', 'shippingAddress', 'countryCode']) });
    expect(await read(german.id)).toEqual(german);
    expect(await read(cart.id)).toEqual(cart);
  });

  it('is refused at completion for a product that has become restricted, with a warning before', async () => {
    const cartId = await fill(9);
    await restrict(['FR']);
    const { warnings } = await read(cartId);
    const refused = await complete(cartId);
    await restrict([]);
    const placed = await complete(cartId);

    expect(warnings).toMatchObject([{ code: 'DELIVERY_RESTRICTED' }, { code: 'FREE_SHIPPING_NOT_REACHED' }]);
    expect(codesOf(refused)).toEqual(['DELIVERY_RESTRICTED']);
    expect(placed.userErrors).toEqual([]);
  });

  it('is refused through the store API of Medusa too', async () => {
    const { id } = await begin(9, 1, undefined, { 'x-axiom-country': 'DE' });
    const { cart } = await change('cartCreate', { input: { lines: [{ variantId: restricted }] } });
    const item = { variant_id: restricted, quantity: 1 };

    expect([
      await statusOf('carts', { region_id: 'reg_europe', shipping_address: { country_code: 'de' }, items: [item] }),
      await statusOf(`carts/${id}/line-items`, item),
      await statusOf(`carts/${id}/lines`, { items: [item] }),
      await statusOf(`carts/${cart.id}`, { shipping_address: { country_code: 'DE' } }),
      await statusOf(`carts/${cart.id}`, { region_id: 'reg_america', shipping_address: { country_code: 'us' } }),
    ]).toEqual([400, 400, 400, 400, 400]);
    expect(await read(cart.id)).toEqual(cart);
  });

  it('shows the restrictions of a product, and none of most products', async () => {
    const restrictions = 'deliveryRestrictions { countryCodes reason explanation }';
    const { data } = await shop.ask(
      `{ one: product(handle: "box-26") { ${restrictions} } other: product(handle: "box-25") { ${restrictions} } }`,
    );

    expect(data.one.deliveryRestrictions).toEqual([
      { countryCodes: ['DE', 'US'], reason: 'WILDLIFE', explanation: 'It is made of rosewood.' },
    ]);
    expect(data.other.deliveryRestrictions).toEqual([]);
  });
}

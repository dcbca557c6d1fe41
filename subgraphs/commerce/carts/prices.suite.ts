import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';
import { box, cartsAt, paris } from './carts.fixture.ts';

/** An amount with its tax taken apart: net, tax, gross. */
const taxed = '{ net { amount } tax { amount } gross { amount } }';

const cartQuery = `query ($id: ID!) { cart(id: $id) {
  region { pricesIncludeTax }
  lines {
    quantity unitPrice { amount } taxedUnitPrice ${taxed} total { amount } taxedTotal ${taxed}
    taxLines { name rate amount { amount } } variant { price { amount } }
  }
  cost {
    subtotal { amount } taxedSubtotal ${taxed} discountTotal { amount } taxedDiscountTotal ${taxed}
    shippingTotal { amount } taxedShippingTotal ${taxed} taxTotal { amount } taxLines { name rate amount { amount } }
    creditTotal { amount } total { amount currencyCode } taxedTotal ${taxed}
  }
  shippingMethod { price { amount } total { amount } taxedTotal ${taxed} } payment { amount { amount } }
} }`;

const orderQuery = `query ($id: ID!, $accessToken: String) { order(id: $id, accessToken: $accessToken) {
  total { amount }
  lines { unitPrice { amount } taxedUnitPrice ${taxed} total { amount } taxedTotal ${taxed} taxLines { name rate amount { amount } } }
  cost {
    subtotal { amount } taxedSubtotal ${taxed} discountTotal { amount } taxedDiscountTotal ${taxed}
    shippingTotal { amount } taxedShippingTotal ${taxed} taxTotal { amount } taxLines { name rate amount { amount } }
    creditTotal { amount } total { amount currencyCode } taxedTotal ${taxed}
  }
  shippingMethod { price { amount } total { amount } taxedTotal ${taxed} }
} }`;

const pageQuery = `query ($id: ID!) { product(id: $id) { priceRange { min { amount } max { amount } }
  taxedPriceRange { min ${taxed} max ${taxed} compareAtMin ${taxed} compareAtMax ${taxed} }
  variants { nodes { id price { amount currencyCode } compareAtPrice { amount } taxedPrice ${taxed} taxedCompareAtPrice ${taxed} } } } }`;

/** Adds markets that share a currency with others and tax otherwise: Canada, Finland, and Australia by its states. */
export async function addMarkets(shop: Shop): Promise<void> {
  const region = (name: string, country: string, currency_code: string, is_tax_inclusive: boolean) =>
    shop.callMedusa('admin/regions', {
      ...{ name, currency_code, countries: [country], is_tax_inclusive },
      payment_providers: ['pp_system_default'],
    });
  const tax = async (rate: number, place: object) => {
    const default_tax_rate = { name: 'GST', rate, code: 'gst' };
    const made = await shop.callMedusa('admin/tax-regions', { provider_id: 'tp_system', default_tax_rate, ...place });
    return (made as { tax_region: { id: string } }).tax_region.id;
  };
  await region('Canada', 'ca', 'usd', true);
  await tax(5, { country_code: 'ca' });
  await region('Trade', 'fi', 'eur', false);
  await tax(25.5, { country_code: 'fi' });
  await region('Australia', 'au', 'usd', false);
  const parent_id = await tax(0, { country_code: 'au' });
  await tax(7.25, { country_code: 'au', province_code: 'au-nsw', parent_id, provider_id: undefined });
}

/** What prices with tax promise. */
export function priceSuite(shop: Shop): void {
  const { change, begin } = cartsAt(shop);
  const plain = ({ net, tax, gross }: Record<'net' | 'tax' | 'gross', { amount: string }>) =>
    [net, tax, gross].map(({ amount }) => amount);
  const page = async (id: string, headers: Record<string, string>) => {
    const { data, errors } = await shop.ask(pageQuery, { id }, headers);
    expect(errors).toBeUndefined();
    return data.product;
  };
  const read = async (id: string) => (await shop.ask(cartQuery, { id })).data.cart;
  const promote = async (code: string, method: object) => {
    await shop.callMedusa('admin/promotions', {
      ...{ code, type: 'standard', status: 'active' },
      application_method: { target_type: 'items', allocation: 'across', ...method },
    });
    return code;
  };
  const withCodes = async (cartId: string, discountCodes: string[]) => {
    const { userErrors } = await change('cartDiscountCodesUpdate', { cartId, discountCodes });
    expect(userErrors).toEqual([]);
    return read(cartId);
  };
  /** Fails unless the parts of a cart make its total, with and without tax, and its lines and shipping do. */
  const expectSum = ({ cost, lines, shippingMethod }: Awaited<ReturnType<typeof read>>) => {
    const units = ({ amount }: { amount: string }) => Math.round(Number(amount) * 1_000);
    const total = units(cost.total);
    expect(units(cost.subtotal) - units(cost.discountTotal) + units(cost.shippingTotal) + units(cost.taxTotal)).toBe(
      total,
    );
    const gross = (part: string) => units(cost[part].gross);
    expect(gross('taxedSubtotal') - gross('taxedDiscountTotal') + gross('taxedShippingTotal')).toBe(total);
    const sent = shippingMethod ? units(shippingMethod.total) : 0;
    expect(lines.reduce((sum: number, line: { total: { amount: string } }) => sum + units(line.total), sent)).toBe(
      total,
    );
  };

  it.each([
    ['FR', 'EUR', '1250.50', ['1042.08', '208.42', '1250.50'], '1250.50'],
    ['DE', 'EUR', '1250.50', ['1050.84', '199.66', '1250.50'], '1250.50'],
    ['JP', 'JPY', '198000', ['180000', '18000', '198000'], '198000'],
    ['US', 'USD', '1400.00', ['1400.00', '0.00', '1400.00'], '1400.00'],
    ['CA', 'USD', '1400.00', ['1333.33', '66.67', '1400.00'], '1400.00'],
    ['FI', 'EUR', '1250.50', ['1250.50', '318.88', '1569.38'], '1569.38'],
  ])('in %s is the same in the cart as on the product page', async (country, currency, price, parts, total) => {
    const headers = { 'x-axiom-country': country, 'x-axiom-currency': currency };
    const {
      variants: { nodes },
      priceRange,
    } = await page('prod_tote', headers);
    const [variant] = nodes;
    const input = { lines: [{ variantId: variant.id, quantity: 1 }] };
    const { cart } = await change('cartCreate', { input }, undefined, headers);
    const seen = await read(cart.id);

    expect([variant.price.amount, priceRange.min.amount, plain(variant.taxedPrice)]).toEqual([price, price, parts]);
    expect(seen.lines).toEqual([expect.objectContaining({ unitPrice: { amount: price }, total: { amount: total } })]);
    expect(plain(seen.lines[0].taxedUnitPrice)).toEqual(parts);
    expect(plain(seen.lines[0].taxedTotal)).toEqual(parts);
    expect(seen.cost.total).toEqual({ amount: total, currencyCode: currency });
    expect(plain(seen.cost.taxedTotal)).toEqual(parts);
    expect(seen.region.pricesIncludeTax).toBe(country !== 'US' && country !== 'FI');
    expectSum(seen);
  });

  it.each([
    ['FR', ['1042.08', '208.42', '1250.50'], ['1250.00', '250.00', '1500.00'], ['2000.00', '400.00', '2400.00'], 2],
    ['JP', ['180000', '18000', '198000'], ['218182', '21818', '240000'], ['345455', '34545', '380000'], 2],
    ['FI', ['1250.50', '318.88', '1569.38'], ['1500.00', '382.50', '1882.50'], ['2400.00', '612.00', '3012.00'], 0],
  ])(
    'in %s has a range with taxes, and the price before the reduction of the same variant',
    async (country, min, before, max, part) => {
      const { taxedPriceRange: range, priceRange, variants } = await page('prod_tote', { 'x-axiom-country': country });

      expect([range.min, range.max].map(plain)).toEqual([min, max]);
      expect([range.compareAtMin && plain(range.compareAtMin), range.compareAtMax]).toEqual([before, null]);
      expect([min[part], max[part]]).toEqual([priceRange.min.amount, priceRange.max.amount]);
      expect(
        variants.nodes.map((variant: { taxedCompareAtPrice: object | null }) => variant.taxedCompareAtPrice),
      ).toEqual([range.compareAtMin, null]);
    },
  );

  it('with taxes needs as many calls for a list as for one product, and no variants', async () => {
    const list = (first: number) =>
      shop.ask(`{ products(first: ${first}) { nodes { taxedPriceRange { min ${taxed} } } } }`);
    await list(1);
    shop.resetCalls();
    const { errors } = await list(1);
    const one = shop.calls().length;
    const { data } = await list(20);

    expect([errors, data.products.nodes.length]).toEqual([undefined, 20]);
    expect([one, shop.calls().length]).toEqual([1, 2]);
  });

  it('has its taxes by name, for each line and in total', async () => {
    const { id } = await begin(5, 2, undefined, { 'x-axiom-country': 'DE' });
    const { lines, cost } = await read(id);

    const taxes = [{ name: 'VAT', rate: '19', amount: { amount: '33.53' } }];
    expect([lines[0].taxLines, cost.taxLines]).toEqual([taxes, taxes]);
  });

  it('has no tax while the province that the tax depends on is unknown', async () => {
    const headers = { 'x-axiom-country': 'AU' };
    const { variants, taxedPriceRange } = await page('prod_tote', headers);
    const { id: cartId } = await begin(5, 1, undefined, headers);
    const before = await read(cartId);
    const shippingAddress = { ...paris, countryCode: 'AU', province: 'AU-NSW', postalCode: '2000' };
    const { userErrors } = await change('cartBuyerUpdate', { cartId, buyer: { shippingAddress } });
    const after = await read(cartId);

    expect(variants.nodes[0]).toMatchObject({ price: { amount: '1400.00' }, taxedPrice: null });
    expect(taxedPriceRange).toBeNull();
    expect([before.lines[0].taxedTotal, before.cost.taxedTotal]).toEqual([null, null]);
    expect(userErrors).toEqual([]);
    expect(plain(after.cost.taxedTotal)).toEqual(['205.00', '14.86', '219.86']);
  });

  it('follows its cart from market to market', async () => {
    const { id: cartId } = await begin(20);
    const seen: string[][] = [];
    for (const countryCode of ['FR', 'US', 'FI', 'JP', 'CA', 'DE']) {
      await change('cartMarketUpdate', { cartId, countryCode });
      const cart = await read(cartId);
      seen.push([cart.lines[0].unitPrice.amount, cart.cost.total.amount]);
      expect(cart.lines[0].variant.price === null || cart.lines[0].unitPrice !== null).toBe(true);
      expectSum(cart);
    }

    expect(seen).toEqual([
      ['120.00', '120.00'],
      ['220.00', '220.00'],
      ['120.00', '150.60'],
      ['19200', '19200'],
      ['220.00', '220.00'],
      ['120.00', '120.00'],
    ]);
  });

  it('is reduced by percentages and amounts down to zero, and restored without codes', async () => {
    const codes = [
      await promote('A-THIRD', { type: 'percentage', value: 33 }),
      await promote('ALL-OF-IT', { type: 'percentage', value: 100 }),
      await promote('FIFTY-EURO', { type: 'fixed', value: 50, currency_code: 'eur' }),
      await promote('FAR-TOO-MUCH', { type: 'fixed', value: 100_000, currency_code: 'eur' }),
    ];
    const { id: cartId } = await begin(5, 3);
    await change('cartLinesAdd', { cartId, lines: [{ variantId: box(9), quantity: 7 }] });
    const totals: string[] = [];
    for (const code of codes) {
      const cart = await withCodes(cartId, [code]);
      expectSum(cart);
      totals.push(cart.cost.total.amount);
    }
    const back = await withCodes(cartId, []);

    // Medusa subtracts amounts before tax, unless the promotion says that they include tax.
    expect(totals).toEqual(['722.26', '0.00', '1018.00', '0.00']);
    expect(back.cost).toMatchObject({ total: { amount: '1078.00' }, discountTotal: { amount: '0.00' } });
  });

  it('stays reduced when quantities change, and the amount charged is the amount shown', async () => {
    const code = await promote('SEVENTH', { type: 'percentage', value: 14 });
    const free = await promote('NO-FREIGHT', { type: 'percentage', value: 100, target_type: 'shipping_methods' });
    const { id: cartId, lines } = await begin(7, 3);
    await withCodes(cartId, [code]);
    await change('cartLinesUpdate', { cartId, lines: [{ id: lines[0].id, quantity: 2 }] });
    const buyer = { email: 'ada@axiom.example', shippingAddress: paris };
    const { cart } = await change('cartBuyerUpdate', { cartId, buyer });
    const standard = cart.shippingOptions.find(({ name }: { name: string }) => name === 'Standard');
    await change('cartShippingMethodSet', { cartId, shippingOptionId: standard.id });
    const sent = await read(cartId);
    const unsent = await withCodes(cartId, [code, free]);
    await change('cartPaymentStart', { cartId, idempotencyKey: 'key-of-the-seventh' });
    const begun = await read(cartId);
    const { order, accessToken } = await change('cartComplete', { cartId, idempotencyKey: 'key-of-the-seventh' });
    const placed = (await shop.ask(orderQuery, { id: order.id, accessToken })).data.order;

    expect([standard.price.amount, sent.shippingMethod.price.amount, sent.shippingMethod.total.amount]).toEqual([
      '15.00',
      '15.00',
      '15.00',
    ]);
    expect(sent.cost.total.amount).toBe('199.04');
    expect([unsent.shippingMethod.total.amount, unsent.cost.total.amount]).toEqual(['0.00', '184.04']);
    expect([begun.payment.amount.amount, order.total.amount]).toEqual(['184.04', '184.04']);
    expect(placed.cost).toEqual(begun.cost);
    expect(placed.lines).toEqual(
      begun.lines.map(({ quantity: _, variant: __, ...line }: { quantity: number; variant: object }) => line),
    );
    expect(placed.shippingMethod).toEqual(begun.shippingMethod);
    for (const each of [sent, unsent, begun, placed]) expectSum(each);
  });

  it('is shown and charged in whole minor units where tax is added to prices', async () => {
    const headers = { 'x-axiom-country': 'FI', 'x-axiom-currency': 'EUR' };
    const { id: cartId } = await begin(5, 1, undefined, headers);
    await change('cartLinesAdd', { cartId, lines: [{ variantId: box(7), quantity: 1 }, { variantId: box(9) }] });
    await change('cartPaymentStart', { cartId, idempotencyKey: 'key-of-the-finn' });
    const cart = await read(cartId);

    // Each of 131.775, 134.285 and 136.795 ends in half a cent; two of them are rounded up.
    expect(cart.lines[0].total.amount).toBe('131.78');
    expect([cart.cost.total.amount, cart.payment.amount.amount]).toEqual(['402.86', '402.86']);
    expectSum(cart);
  });

  it('of zero has a total of zero', async () => {
    await shop.callMedusa('admin/products/prod_box_6/variants/variant_box_6_One', {
      prices: [{ currency_code: 'eur', amount: 0 }],
    });
    const { id } = await begin(6, 2);
    const cart = await read(id);
    await shop.callMedusa('admin/products/prod_box_6/variants/variant_box_6_One', {
      prices: [{ currency_code: 'eur', amount: 106 }],
    });

    expect(plain(cart.cost.taxedTotal)).toEqual(['0.00', '0.00', '0.00']);
    expectSum(cart);
  });
}

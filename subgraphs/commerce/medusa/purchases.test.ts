import { describe, expect, it } from '@jest/globals';
import { toOrder } from './purchases.ts';

const charge = (total: number) => ({
  ...{ is_tax_inclusive: true, total, original_total: total, tax_total: 0, original_tax_total: 0 },
});
const method = (id: string, amount: number) => ({
  ...{ id, name: id, shipping_option_id: null, amount, ...charge(amount) },
});

describe('An order with an exchange', () => {
  it('has the first shipping method with the costs of all, so that its parts add up to its total', () => {
    const { shippingMethod, lines, total } = toOrder({
      ...{ id: 'order_1', display_id: 1, email: null, status: 'pending', fulfillment_status: 'shipped' },
      ...{ currency_code: 'eur', total: 118.33, shipping_address: null, billing_address: null, created_at: '' },
      items: [
        {
          ...{ id: 'line', title: '', product_title: null, variant_id: null, quantity: 1, unit_price: 100 },
          ...{ variant_sku: null, variant_title: null, created_at: '', ...charge(100) },
          ...{ variant_option_values: null, thumbnail: null },
        },
      ],
      shipping_methods: [method('ordsm_2', 3.33), method('ordsm_1', 15)],
    });

    expect(shippingMethod).toMatchObject({ name: 'ordsm_1', price: { amount: '15.00' }, total: { amount: '18.33' } });
    expect(shippingMethod?.taxedTotal?.gross).toEqual(shippingMethod?.total);
    expect([lines[0]?.total.amount, total.amount]).toEqual(['100.00', '118.33']);
  });
});

describe('The picture of an order line', () => {
  const altTextIn = (names: object) =>
    toOrder({
      ...{ id: 'order_1', display_id: 1, email: null, status: 'pending', fulfillment_status: 'shipped' },
      ...{ currency_code: 'eur', total: 100, shipping_address: null, billing_address: null, created_at: '' },
      metadata: { language: 'FR' },
      items: [
        {
          ...{ id: 'line', title: '', product_title: 'Tote', variant_id: null, quantity: 1, unit_price: 100 },
          ...{ variant_sku: null, variant_title: null, created_at: '', ...charge(100) },
          ...{ variant_option_values: null, thumbnail: 'tote.webp', metadata: { names } },
        },
      ],
    }).lines[0]?.image;

  it('is described by the title, and in English where the title is', () => {
    const names = { en: { title: 'Ember Tote' } };

    expect(altTextIn({ ...names, 'fr-FR': { title: 'Cabas Braise' } })).toMatchObject({
      altText: 'Cabas Braise',
      inEnglish: [],
    });
    expect(altTextIn(names)).toMatchObject({ altText: 'Ember Tote', inEnglish: ['altText'] });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';
import { ordersAt } from './orders.fixture.ts';

/** What the lines of an order keep of the products that were bought. */
export function snapshotSuite(shop: Shop): void {
  const order = `query ($orderId: ID!, $accessToken: String) { order(id: $orderId, accessToken: $accessToken) { lines {
    title variantTitle sku selectedOptions { name value } image { url altText } variant { sku }
  } } }`;
  const asBought = {
    title: 'Ember Tote',
    variantTitle: 'Small / Soot',
    sku: 'TOTE-S',
    selectedOptions: [
      { name: 'Size', value: 'Small' },
      { name: 'Colour', value: 'Soot' },
    ],
    image: { url: 'https://media.axiom.example/pictures/tote/0.webp', altText: 'Ember Tote' },
  };

  describe('A line of an order', () => {
    it('shows the product as it was bought, after the product has changed', async () => {
      const placed = await ordersAt(shop).buy([{ variantId: 'variant_tote_small' }]);
      const before = await shop.ask(order, placed);
      const variant = 'admin/products/prod_tote/variants/variant_tote_small';
      await shop.callMedusa('admin/products/prod_tote', { title: 'Cinder Tote', thumbnail: 'tote/9.webp' });
      await shop.callMedusa(variant, { title: 'Tiny / Soot', sku: 'CINDER-S' });
      const after = await shop.ask(order, placed);
      await shop.callMedusa('admin/products/prod_tote', { title: 'Ember Tote', thumbnail: 'tote/0.webp' });
      await shop.callMedusa(variant, { title: 'Small / Soot', sku: 'TOTE-S' });

      expect(before).toEqual({ data: { order: { lines: [{ ...asBought, variant: { sku: 'TOTE-S' } }] } } });
      expect(after).toEqual({ data: { order: { lines: [{ ...asBought, variant: { sku: 'CINDER-S' } }] } } });
    });
  });
}

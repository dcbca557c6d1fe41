import { describe, expect, it } from '@jest/globals';
import type { FreeShipping } from '#generated/commerce.ts';
import { type Language, languages } from '#kit/graph/languages/language.ts';
import { sayCommerce } from '../messages/messages.ts';
import type { Products } from '../products/products.ts';
import type { CartRow, VariantRow } from '../rows.ts';
import type { LineRow } from './line-rows.ts';
import { readWarnings } from './warnings.ts';

/** A cart in France with a line whose price changed, one with too few pieces, one for no delivery, and one no longer sold. */
const lines = ['variant_price', 'variant_stock', 'variant_restricted', 'variant_gone'].map((variantId, index) => ({
  ...{ id: `line_${index}`, variantId, title: `Box ${index}`, quantity: 3 },
  unitPrice: { amount: '1234.50', currencyCode: 'EUR' },
}));
const cart = { lines: lines as unknown as LineRow[], destination: { countryCode: 'JP' } } as CartRow;

const variants: Record<string, object> = {
  variant_price: { price: { amount: '1300.00', currencyCode: 'EUR' }, deliveryRestrictions: [] },
  variant_stock: { deliveryRestrictions: [], quantity: 1 },
  variant_restricted: { deliveryRestrictions: [{ countryCodes: ['JP'], reason: 'WILDLIFE', explanation: null }] },
};
const variantById = {
  load: async ({ key }: { key: string }) => toVariant(key),
} as unknown as Products['variantById'];
const freeShipping = { missing: { amount: '20.5', currencyCode: 'EUR' } } as FreeShipping;

describe('Warnings of a cart', () => {
  it('have amounts, numbers and countries in the form of the language', async () => {
    const written = Object.fromEntries(
      await Promise.all(languages.map(async (language) => [language, await messagesIn(language)])),
    );

    expect(written).toEqual({
      EN: [
        'Box 0 now costs €1,300.00 a piece.',
        'Box 1: 1 left.',
        'Box 2 may not be delivered to Japan.',
        'Box 3 is no longer sold.',
        'Delivery is free when lines of €20.50 are added.',
      ],
      FR: [
        'Box 0 coûte désormais 1 300,00 € la pièce.',
        'Box 1 : il reste 1 pièce.',
        'Box 2 ne peut pas être livré dans ce pays : Japon.',
        'Box 3 n’est plus en vente.',
        'La livraison est offerte dès 20,50 € d’articles supplémentaires.',
      ],
      JA: [
        'Box 0の価格が1点€1,300.00に変わりました。',
        'Box 1は残り1点です。',
        'Box 2は日本へ配送できません。',
        'Box 3の販売は終了しました。',
        'あと€20.50のご購入で送料が無料になります。',
      ],
      IT: [
        'Box 0 ora costa 1300,00 € al pezzo.',
        'Box 1: resta 1 pezzo.',
        'Box 2 non può essere consegnato in questo Paese: Giappone.',
        'Box 3 non è più in vendita.',
        'La consegna è gratuita aggiungendo articoli per 20,50 €.',
      ],
    });
  });

  it('have the same codes in every language', async () => {
    const warnings = await readWarnings(cart, variantById, freeShipping);

    expect(warnings.map(({ code }) => code)).toEqual([
      'PRICE_CHANGED',
      'STOCK_SHORT',
      'DELIVERY_RESTRICTED',
      'UNAVAILABLE',
      'FREE_SHIPPING_NOT_REACHED',
    ]);
  });
});

async function messagesIn(language: Language): Promise<string[]> {
  const warnings = await readWarnings(cart, variantById, freeShipping);
  return warnings.map(({ text }) => sayCommerce(text, language).replace(/[\u00a0\u202f]/g, ' '));
}

function toVariant(id: string): VariantRow | null {
  const found = variants[id] as { deliveryRestrictions: object[]; price?: object; quantity?: number } | undefined;
  if (!found) return null;
  const { deliveryRestrictions, price = { amount: '1234.50', currencyCode: 'EUR' }, quantity } = found;
  const stock = { isCounted: quantity !== undefined, isBackordered: false, quantity };
  return { id, price, product: { deliveryRestrictions }, ...stock } as unknown as VariantRow;
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { languages } from '#kit/graph/languages/language.ts';
import type { OrderMail } from '../mail/outbox.ts';
import { orderMessage } from './messages.ts';
import { mailedOrder } from './order.fixture.ts';
import { type MailedOrder, orderQuery } from './order.ts';
import { orderMailTexts } from './texts/texts.ts';

const url = 'https://shop.example/account/order#id=order_1&token=exp.mac';
const message = (kind: OrderMail['kind'], order: MailedOrder, subjectId: string | null = null) =>
  orderMessage(kind, { order, url, subjectId, carrier: 'dhl_express' }, 'AXIOM');
/** With no-break spaces as spaces. */
const spaced = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
/** The text without the link and the footer. */
const body = (...args: Parameters<typeof message>) => spaced(message(...args)?.text)?.split('\n\nSee the order:')[0];

describe('The query for the order of a mail', () => {
  it('is valid', () => {
    const sdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');
    const schema = buildSchema(sdl, { assumeValidSDL: true });

    expect(validate(schema, parse(orderQuery))).toEqual([]);
  });
});

describe('The confirmation of an order', () => {
  it.each([
    [
      'EUR' as const,
      ['EUR 1,800.00', 'EUR 900.00'],
      ['EUR 3,000.00', '−EUR 300.00', 'EUR 18.00', 'EUR 2,265.00', 'EUR 453.00', 'EUR 2,718.00'],
    ],
    [
      'JPY' as const,
      ['JPY 275,000', 'JPY 121,000'],
      ['JPY 440,000', '−JPY 44,000', 'JPY 2,200', 'JPY 362,000', 'JPY 36,200', 'JPY 398,200'],
    ],
  ])(
    'has all lines and amounts in %s, the engraving, the number of the piece, the gift and the days',
    (currency, lines, sums) => {
      const [pieces, discounts, shipping, net, tax, total] = sums;
      expect(
        body('ORDER_CONFIRMED', mailedOrder(currency)),
      ).toBe(`Thank you. We received your order 1042 on 27 November 2026.

Your order
1 × Low Water bangle
  Silver
  Engraving: À Léa
  No. 7 of 50
  ${lines[0]}
2 × Almindingen stool
  Ships from 1 June 2027
  ${lines[1]}

Gift
The pieces are wrapped.
The parcel contains no prices.
On the card:
  For you,
  Ada

Amounts, with tax unless stated otherwise
Pieces before discounts  ${pieces}
Discounts  ${discounts}
Shipping  ${shipping}
Without tax  ${net}
Tax  ${tax}
Total  ${total}

Delivery
Express
  Expected: 1 December 2026 to 3 December 2026`);
    },
  );

  it('names the store of a pick-up, and duties that the buyer pays', () => {
    const address = { line1: '5-4-30 Minami-Aoyama', line2: null, postalCode: '107-0062', city: 'Tokyo' };
    const days = { earliest: '2026-12-01', latest: '2026-12-01' };
    const pickupLocation = { name: 'Aoyama', address };
    const pickup = { name: 'Pick-up', kind: 'PICKUP' as const, estimatedDelivery: days, pickupLocation };
    const dutiable = mailedOrder('EUR', { duties: { payer: 'BUYER', amount: null } });

    expect(body('ORDER_CONFIRMED', mailedOrder('JPY', { shippingMethod: pickup }))).toContain(`Pick-up
Pick-up
  Ready: 1 December 2026
  Aoyama
  5-4-30 Minami-Aoyama
  107-0062 Tokyo`);
    expect(body('ORDER_CONFIRMED', dutiable)).toContain(
      'Customs may charge import duties, which you pay to the carrier.',
    );
  });

  it('links to the order, with the token in the fragment, which is never sent to servers', () => {
    const sent = message('ORDER_CONFIRMED', mailedOrder('EUR'));

    expect(sent?.subject).toBe('Order 1042 at AXIOM: confirmed');
    expect(sent?.text).toContain(`See the order:\n${url}\n`);
    expect(sent?.html).toContain(`href="${url.replace('&', '&amp;')}"`);
  });
});

describe('The mail about', () => {
  it('a parcel has its pieces, carrier, number and the link of the carrier', () => {
    const sent = message('ORDER_SHIPPED', mailedOrder('EUR'), 'ful_1');

    expect(sent?.text).toMatch(/^A part of your order is on its way\./);
    expect(sent?.text).toContain('In this parcel\n1 × Almindingen stool\n');
    expect(sent?.text).toContain('Tracking number\nTRACK-1\n  Carrier: DHL EXPRESS\n');
    expect(sent?.text).toContain(`Follow the parcel:\nhttps://carrier.example/TRACK-1\n\nSee the order:\n${url}\n`);
  });

  it('a canceled order says what was refunded, or that nothing was charged', () => {
    const released = mailedOrder('EUR', { payments: [{ canceledAt: '2026-11-28T00:00:00Z', refunds: [] }] });

    expect(body('ORDER_CANCELED', mailedOrder('JPY'))).toContain('We have refunded JPY 60,500.');
    expect(body('ORDER_CANCELED', released)).toContain('Your payment was released. Nothing was charged.');
  });

  it('a return has its pieces, and the way to the label, which is no signed URL', () => {
    const order = mailedOrder('EUR');
    const labeled = message('ORDER_RETURN_ACCEPTED', order, 'return_1')?.text;
    const returns = order.returns.map((one) => ({ ...one, label: null }));
    const unlabeled = message('ORDER_RETURN_ACCEPTED', { ...order, returns }, 'return_1')?.text;

    expect(labeled).toContain('Return 3\n1 × Almindingen stool\n');
    expect(labeled).toContain(`Get the return label:\n${url}\n`);
    expect(unlabeled).toContain('Write the number of the return, 3, on the parcel.');
    expect(labeled?.match(/https?:\S+/g)).toEqual([url]);
  });

  it('a refund has its amount', () => {
    expect(body('ORDER_REFUNDED', mailedOrder('JPY'), 'ref_1')).toContain(
      'We have refunded JPY 60,500 for your order 1042.',
    );
  });

  it.each([
    ['ORDER_SHIPPED', 'ful_9'],
    ['ORDER_PICKUP_READY', 'ful_9'],
    ['ORDER_PICKED_UP', 'ful_9'],
    ['ORDER_RETURN_ACCEPTED', 'return_9'],
    ['ORDER_REFUNDED', 'ref_9'],
  ] as const)('something that no longer exists is not written: %s', (kind, subjectId) => {
    expect(message(kind, mailedOrder('EUR'), subjectId)).toBeUndefined();
  });

  it('a pick-up that was handed over already, and a return that was canceled, is not written', () => {
    const order = mailedOrder('EUR');
    const fulfillments = order.fulfillments.map((one) => ({ ...one, deliveredAt: '2026-11-28T00:00:00Z' }));
    const returns = order.returns.map((one) => ({ ...one, canceledAt: '2026-11-28T00:00:00Z' }));

    expect(message('ORDER_PICKUP_READY', { ...order, fulfillments }, 'ful_1')).toBeUndefined();
    expect(message('ORDER_RETURN_ACCEPTED', { ...order, returns }, 'return_1')).toBeUndefined();
  });
});

describe('The language of a mail', () => {
  it('is that of the order, with its days and amounts', () => {
    const french = message('ORDER_CONFIRMED', mailedOrder('EUR', { language: 'FR' }));
    const japanese = message('ORDER_REFUNDED', mailedOrder('JPY', { language: 'JA' }), 'ref_1');
    const italian = message('ORDER_SHIPPED', mailedOrder('EUR', { language: 'IT' }), 'ful_1');

    expect(french?.subject).toBe('Commande 1042 chez AXIOM : confirmée');
    expect(french?.html).toContain('<html lang="fr">');
    expect(
      spaced(french?.text)?.split('\n\nVoir la commande')[0],
    ).toBe(`Merci. Nous avons reçu votre commande 1042 le 27 novembre 2026.

Votre commande
1 × Low Water bangle
  Silver
  Engraving : À Léa
  Nº 7 sur 50
  1 800,00 EUR
2 × Almindingen stool
  Expédition à partir du 1 juin 2027
  900,00 EUR

Cadeau
Les pièces sont emballées.
Le colis ne contient aucun prix.
Sur la carte :
  For you,
  Ada

Montants, taxes comprises sauf indication contraire
Pièces avant remises  3 000,00 EUR
Remises  −300,00 EUR
Frais de livraison  18,00 EUR
Hors taxes  2 265,00 EUR
Taxes  453,00 EUR
Montant total  2 718,00 EUR

Livraison
Express
  Prévue du 1 décembre 2026 au 3 décembre 2026`);
    expect(japanese?.subject).toBe('AXIOM ご注文1042：返金しました');
    expect(spaced(japanese?.text)).toContain('ご注文1042についてJPY 60,500を返金しました。');
    expect(italian?.text).toContain(
      'Una parte del tuo ordine è in viaggio.\n\nIn questo pacco\n1 × Almindingen stool\n',
    );
    expect(italian?.text).toContain('Corriere: DHL EXPRESS');
  });

  it.each(languages.slice(1))('has no English text in %s', (language) => {
    const { EN, ...others } = orderMailTexts;
    const texts = others[language as 'FR'];
    const same = Object.entries(EN).filter(([key, text]) => text === texts[key as keyof typeof EN]);

    expect(same).toEqual([]);
  });
});

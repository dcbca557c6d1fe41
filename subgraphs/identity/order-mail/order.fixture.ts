import type { MailedOrder } from './order.ts';

/** Two pieces with an engraving, a discount and a gift card, in one of two currencies; a parcel, a return and a refund. */
export function mailedOrder(currencyCode: 'EUR' | 'JPY', change: Partial<MailedOrder> = {}): MailedOrder {
  const money = (euros: string, yen: string) => ({ amount: currencyCode === 'EUR' ? euros : yen, currencyCode });
  const taxed = ([net, tax, gross]: [string, string, string], yen: [string, string, string]) => ({
    net: money(net, yen[0]),
    tax: money(tax, yen[1]),
    gross: money(gross, yen[2]),
  });
  const bangle = {
    ...{ id: 'ordli_1', title: 'Low Water bangle', variantTitle: 'Silver', quantity: 1 },
    attributes: [{ label: 'Engraving', value: 'À Léa' }],
    editionNumbers: [{ number: 7, size: 50 }],
    taxedTotal: taxed(['1500.00', '300.00', '1800.00'], ['250000', '25000', '275000']),
    shipsFrom: null,
  };
  const stool = {
    ...{
      id: 'ordli_2',
      title: 'Almindingen stool',
      variantTitle: null,
      quantity: 2,
      attributes: [],
      editionNumbers: [],
    },
    taxedTotal: taxed(['750.00', '150.00', '900.00'], ['110000', '11000', '121000']),
    shipsFrom: '2027-06-01T07:00:00.000Z',
  };
  return {
    language: 'EN',
    ...{ number: 1042, email: 'ada@axiom.example', placedAt: '2026-11-27T04:05:06Z', lines: [bangle, stool] },
    gift: { message: 'For you,\nAda', isWrapped: true, hidePrices: true },
    cost: {
      taxedSubtotal: taxed(['2500.00', '500.00', '3000.00'], ['400000', '40000', '440000']),
      taxedDiscountTotal: taxed(['250.00', '50.00', '300.00'], ['40000', '4000', '44000']),
      taxedShippingTotal: taxed(['15.00', '3.00', '18.00'], ['2000', '200', '2200']),
      taxedTotal: taxed(['2265.00', '453.00', '2718.00'], ['362000', '36200', '398200']),
      creditTotal: money('0.00', '0'),
      total: money('2718.00', '398200'),
    },
    duties: null,
    shippingMethod: {
      ...{ name: 'Express', kind: 'DELIVERY', pickupLocation: null },
      estimatedDelivery: { earliest: '2026-12-01', latest: '2026-12-03' },
    },
    fulfillments: [
      {
        ...{ id: 'ful_1', deliveredAt: null, lines: [{ orderLineId: 'ordli_2', quantity: 1 }] },
        tracking: [{ number: 'TRACK-1', url: 'https://carrier.example/TRACK-1' }],
      },
    ],
    payments: [{ canceledAt: null, refunds: [{ id: 'ref_1', amount: money('450.00', '60500') }] }],
    returns: [
      {
        ...{ id: 'return_1', number: 3, canceledAt: null, label: { carrier: 'dhl_express' } },
        lines: [{ orderLineId: 'ordli_2', quantity: 1 }],
      },
    ],
    ...change,
  };
}

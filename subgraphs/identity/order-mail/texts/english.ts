import type { MessageTexts, MoneyValue } from '#kit/graph/languages/messages.ts';

/** The texts of mails about orders in English, which has the keys and values of the other languages. */
export const english = {
  subject: ({ number, brand, event }: { number: number; brand: string; event: string }) =>
    `Order ${number} at ${brand}: ${event}`,
  seeOrder: 'See the order',
  footerWhy: ({ number, brand }: { number: number; brand: string }) =>
    `You receive this e-mail because this address was given for order ${number} at ${brand}.`,
  footerLink: 'Anyone who has the link to the order can see it. Do not forward this e-mail.',

  confirmed: 'confirmed',
  thanks: ({ number, placedAt }: { number: number; placedAt: string }, { day }) =>
    `Thank you. We received your order ${number} on ${day(placedAt)}.`,

  shipped: 'shipped',
  onItsWay: 'Your order is on its way.',
  partOnItsWay: 'A part of your order is on its way.',
  inParcel: 'In this parcel',
  trackingNumber: 'Tracking number',
  carrier: ({ carrier }: { carrier: string }) => `Carrier: ${carrier}`,
  followParcel: 'Follow the parcel',

  pickupReady: 'ready for pick-up',
  bringNumber: ({ number }: { number: number }) =>
    `Your pieces are ready in our store. Please bring the order number ${number}.`,
  readyForYou: 'Ready for you',

  pickedUp: 'handed over',
  thanksForVisit: 'These pieces were handed over in our store. Thank you for your visit.',
  handedOver: 'Handed over',

  canceled: 'canceled',
  nothingShipped: 'Your order was canceled. Nothing will be shipped.',
  canceledPieces: 'Canceled',
  released: 'Your payment was released. Nothing was charged.',

  returnAccepted: ({ number }: { number: number }) => `return ${number} accepted`,
  sendBack: 'You can send these pieces back.',
  openLabel: ({ carrier }: { carrier: string }) =>
    `The return label of ${carrier} is on the page of your order. Print it and put it on the parcel.`,
  writeNumber: ({ number }: { number: number }) => `Write the number of the return, ${number}, on the parcel.`,
  refundOnArrival: 'We refund them when they have arrived.',
  returnNumber: ({ number }: { number: number }) => `Return ${number}`,
  getLabel: 'Get the return label',
  seeReturn: 'See the return',

  refunded: 'refunded',
  refundOfOrder: ({ amount, number }: { amount: MoneyValue; number: number }, { price }) =>
    `We have refunded ${price(amount)} for your order ${number}.`,
  refunds: ({ amounts }: { amounts: MoneyValue[] }, { price, list }) => `We have refunded ${list(amounts.map(price))}.`,
  refundDelay: 'The money goes back the way you paid. It can take your bank some days to show it.',

  yourOrder: 'Your order',
  editionNumber: ({ number, size }: { number: number; size: number }) => `No. ${number} of ${size}`,
  attribute: ({ label, value }: { label: string; value: string }) => `${label}: ${value}`,
  shipsFrom: ({ from }: { from: string }, { day }) => `Ships from ${day(from)}`,

  gift: 'Gift',
  isWrapped: 'The pieces are wrapped.',
  hasNoPrices: 'The parcel contains no prices.',
  onTheCard: 'On the card:',

  amounts: 'Amounts, with tax unless stated otherwise',
  piecesBeforeDiscounts: 'Pieces before discounts',
  pieces: 'Pieces',
  discounts: 'Discounts',
  shipping: 'Shipping',
  credit: 'Credit',
  withoutTax: 'Without tax',
  tax: 'Tax',
  total: 'Total',

  delivery: 'Delivery',
  pickup: 'Pick-up',
  expected: ({ earliest, latest }: Days, { day }) =>
    `Expected: ${earliest === latest ? day(latest) : `${day(earliest)} to ${day(latest)}`}`,
  ready: ({ earliest, latest }: Days, { day }) =>
    `Ready: ${earliest === latest ? day(latest) : `${day(earliest)} to ${day(latest)}`}`,
  dutiesUnknown: 'Customs may charge import duties, which you pay to the carrier.',
  duties: ({ amount }: { amount: MoneyValue }, { price }) =>
    `Import duties, which you pay to the carrier: ${price(amount)}`,
} as const satisfies MessageTexts;

/** The first and the last day, `YYYY-MM-DD`. */
interface Days {
  earliest: string;
  latest: string;
}

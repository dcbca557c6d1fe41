import type { MessageTexts } from '#kit/graph/languages/messages.ts';

/** The texts of invoices and credit notes in English, which has the keys and values of the other languages. */
export const english = {
  invoice: 'Invoice',
  creditNote: 'Credit note',
  page: ({ page, count }: { page: number; count: number }) => `Page ${page} of ${count}`,

  number: 'Number',
  issuedAt: 'Date of issue',
  creditedInvoice: 'Credit for invoice',
  invoicedAt: 'Invoice date',
  reason: 'Reason',
  order: 'Order',
  orderedAt: 'Date of order',
  currency: 'Currency',

  seller: 'Seller',
  taxNumber: ({ taxId }: { taxId: string }) => `Tax number ${taxId}`,
  buyer: 'Buyer',
  deliveredTo: 'Delivered to',

  articles: 'Articles and delivery',
  returnedArticles: 'Returned articles',
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  taxRate: 'Tax rate',
  net: 'Net',
  tax: 'Tax',
  gross: 'Gross',
  delivery: ({ name }: { name: string }) => `Delivery: ${name}`,
  attribute: ({ label, value }: { label: string; value: string }) => `${label}: ${value}`,
  editionNumber: ({ number, size }: { number: number; size: number }) => `no. ${number} of ${size}`,
  netUnitPrice: ({ price }: { price: string }) => `net unit price ${price}`,
  discount: ({ amount }: { amount: string }) => `discount ${amount}`,

  taxByRate: 'Tax by rate',
  netAmount: 'Net amount',
  taxAmount: 'Tax amount',
  noTax: 'No tax',

  discounts: 'Discounts, already deducted',
  beforeCredit: 'Before credit',
  credit: 'Credit',
  total: 'Total',
  refunded: 'Total refunded',

  unitPricesBeforeDiscounts: 'Unit prices are before discounts.',
  noTaxCharged: 'No tax was charged on this order.',
  outsideUnion: 'No value added tax was charged: delivery outside the European Union.',
  importDuties: 'Import duties and taxes of the country of delivery may be due on arrival.',
} as const satisfies MessageTexts;

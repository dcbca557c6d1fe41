import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of invoices and credit notes in Italian. */
export const italian: SameMessages<typeof english> = {
  invoice: 'Fattura',
  creditNote: 'Nota di credito',
  page: ({ page, count }) => `Pagina ${page} di ${count}`,

  number: 'Numero',
  issuedAt: 'Data di emissione',
  creditedInvoice: 'Credito per la fattura',
  invoicedAt: 'Data della fattura',
  reason: 'Motivo',
  order: 'Ordine',
  orderedAt: 'Data dell’ordine',
  currency: 'Valuta',

  seller: 'Venditore',
  taxNumber: ({ taxId }) => `Codice fiscale o partita IVA ${taxId}`,
  buyer: 'Acquirente',
  deliveredTo: 'Consegnato a',

  articles: 'Articoli e consegna',
  returnedArticles: 'Articoli resi',
  description: 'Descrizione',
  quantity: 'Quantità',
  unitPrice: 'Prezzo unitario',
  taxRate: 'Aliquota',
  net: 'Netto',
  tax: 'Imposta',
  gross: 'Lordo',
  delivery: ({ name }) => `Consegna: ${name}`,
  attribute: ({ label, value }) => `${label}: ${value}`,
  editionNumber: ({ number, size }) => `n. ${number} di ${size}`,
  netUnitPrice: ({ price }) => `prezzo unitario netto ${price}`,
  discount: ({ amount }) => `sconto ${amount}`,

  taxByRate: 'Imposta per aliquota',
  netAmount: 'Importo netto',
  taxAmount: 'Importo dell’imposta',
  noTax: 'Senza imposta',

  discounts: 'Sconti, già detratti',
  beforeCredit: 'Prima del credito',
  credit: 'Credito',
  total: 'Totale',
  refunded: 'Totale rimborsato',

  unitPricesBeforeDiscounts: 'I prezzi unitari sono prima degli sconti.',
  noTaxCharged: 'Per questo ordine non è stata addebitata alcuna imposta.',
  outsideUnion: 'Non è stata addebitata l’IVA: consegna fuori dall’Unione europea.',
  importDuties: 'All’arrivo possono essere dovuti dazi e imposte del paese di consegna.',
};

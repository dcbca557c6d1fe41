import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of invoices and credit notes in French. */
export const french: SameMessages<typeof english> = {
  invoice: 'Facture',
  creditNote: 'Avoir',
  page: ({ page, count }) => `Page ${page} sur ${count}`,

  number: 'Numéro',
  issuedAt: 'Date d’émission',
  creditedInvoice: 'Avoir sur la facture',
  invoicedAt: 'Date de la facture',
  reason: 'Motif',
  order: 'Commande',
  orderedAt: 'Date de la commande',
  currency: 'Devise',

  seller: 'Vendeur',
  taxNumber: ({ taxId }) => `Numéro fiscal ${taxId}`,
  buyer: 'Acheteur',
  deliveredTo: 'Livré à',

  articles: 'Articles et livraison',
  returnedArticles: 'Articles retournés',
  description: 'Désignation',
  quantity: 'Quantité',
  unitPrice: 'Prix unitaire',
  taxRate: 'Taux de taxe',
  net: 'HT',
  tax: 'Taxe',
  gross: 'TTC',
  delivery: ({ name }) => `Livraison : ${name}`,
  attribute: ({ label, value }) => `${label} : ${value}`,
  editionNumber: ({ number, size }) => `nº ${number} sur ${size}`,
  netUnitPrice: ({ price }) => `prix unitaire HT ${price}`,
  discount: ({ amount }) => `remise ${amount}`,

  taxByRate: 'Taxes par taux',
  netAmount: 'Montant HT',
  taxAmount: 'Montant de la taxe',
  noTax: 'Sans taxe',

  discounts: 'Remises, déjà déduites',
  beforeCredit: 'Avant avoir',
  credit: 'Avoir',
  total: 'Montant total',
  refunded: 'Total remboursé',

  unitPricesBeforeDiscounts: 'Les prix unitaires s’entendent avant remises.',
  noTaxCharged: 'Aucune taxe n’a été facturée pour cette commande.',
  outsideUnion: 'Aucune TVA n’a été facturée : livraison hors de l’Union européenne.',
  importDuties: 'Des droits et taxes d’importation du pays de livraison peuvent être dus à l’arrivée.',
};

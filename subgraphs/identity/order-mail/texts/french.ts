import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of mails about orders in French. */
export const french: SameMessages<typeof english> = {
  subject: ({ number, brand, event }) => `Commande ${number} chez ${brand} : ${event}`,
  seeOrder: 'Voir la commande',
  footerWhy: ({ number, brand }) =>
    `Vous recevez cet e-mail parce que cette adresse a été indiquée pour la commande ${number} chez ${brand}.`,
  footerLink: 'Toute personne qui possède le lien peut voir la commande. Ne transférez pas cet e-mail.',

  confirmed: 'confirmée',
  thanks: ({ number, placedAt }, { day }) => `Merci. Nous avons reçu votre commande ${number} le ${day(placedAt)}.`,

  shipped: 'expédiée',
  onItsWay: 'Votre commande est en route.',
  partOnItsWay: 'Une partie de votre commande est en route.',
  inParcel: 'Dans ce colis',
  trackingNumber: 'Numéro de suivi',
  carrier: ({ carrier }) => `Transporteur : ${carrier}`,
  followParcel: 'Suivre le colis',

  pickupReady: 'prête à être retirée',
  bringNumber: ({ number }) =>
    `Vos pièces vous attendent dans notre boutique. Munissez-vous du numéro de commande ${number}.`,
  readyForYou: 'À retirer',

  pickedUp: 'remise',
  thanksForVisit: 'Ces pièces vous ont été remises dans notre boutique. Merci de votre visite.',
  handedOver: 'Pièces remises',

  canceled: 'annulée',
  nothingShipped: 'Votre commande a été annulée. Rien ne sera expédié.',
  canceledPieces: 'Pièces annulées',
  released: 'Votre paiement a été libéré. Rien n’a été débité.',

  returnAccepted: ({ number }) => `retour ${number} accepté`,
  sendBack: 'Vous pouvez renvoyer ces pièces.',
  openLabel: ({ carrier }) =>
    `L’étiquette de retour de ${carrier} se trouve sur la page de votre commande. Imprimez-la et collez-la sur le colis.`,
  writeNumber: ({ number }) => `Inscrivez le numéro du retour, ${number}, sur le colis.`,
  refundOnArrival: 'Nous les remboursons dès leur arrivée.',
  returnNumber: ({ number }) => `Retour ${number}`,
  getLabel: 'Obtenir l’étiquette de retour',
  seeReturn: 'Voir le retour',

  refunded: 'remboursée',
  refundOfOrder: ({ amount, number }, { price }) =>
    `Nous avons remboursé ${price(amount)} pour votre commande ${number}.`,
  refunds: ({ amounts }, { price, list }) => `Nous avons remboursé ${list(amounts.map(price))}.`,
  refundDelay: 'Le remboursement suit la voie de votre paiement. Votre banque peut mettre quelques jours à l’afficher.',

  yourOrder: 'Votre commande',
  editionNumber: ({ number, size }) => `Nº ${number} sur ${size}`,
  attribute: ({ label, value }) => `${label} : ${value}`,
  shipsFrom: ({ from }, { day }) => `Expédition à partir du ${day(from)}`,

  gift: 'Cadeau',
  isWrapped: 'Les pièces sont emballées.',
  hasNoPrices: 'Le colis ne contient aucun prix.',
  onTheCard: 'Sur la carte :',

  amounts: 'Montants, taxes comprises sauf indication contraire',
  piecesBeforeDiscounts: 'Pièces avant remises',
  pieces: 'Pièces',
  discounts: 'Remises',
  shipping: 'Frais de livraison',
  credit: 'Avoir',
  withoutTax: 'Hors taxes',
  tax: 'Taxes',
  total: 'Montant total',

  delivery: 'Livraison',
  pickup: 'Retrait',
  expected: ({ earliest, latest }, { day }) =>
    earliest === latest ? `Prévue le ${day(latest)}` : `Prévue du ${day(earliest)} au ${day(latest)}`,
  ready: ({ earliest, latest }, { day }) =>
    earliest === latest ? `Prêt le ${day(latest)}` : `Prêt du ${day(earliest)} au ${day(latest)}`,
  dutiesUnknown: 'La douane peut exiger des droits d’importation, que vous payez au transporteur.',
  duties: ({ amount }, { price }) => `Droits d’importation, que vous payez au transporteur : ${price(amount)}`,
};

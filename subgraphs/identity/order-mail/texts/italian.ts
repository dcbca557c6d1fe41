import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of mails about orders in Italian. */
export const italian: SameMessages<typeof english> = {
  subject: ({ number, brand, event }) => `Ordine ${number} presso ${brand}: ${event}`,
  seeOrder: 'Vedi l’ordine',
  footerWhy: ({ number, brand }) =>
    `Ricevi questa e-mail perché questo indirizzo è stato indicato per l’ordine ${number} presso ${brand}.`,
  footerLink: 'Chiunque abbia il link può vedere l’ordine. Non inoltrare questa e-mail.',

  confirmed: 'confermato',
  thanks: ({ number, placedAt }, { day }) => `Grazie. Abbiamo ricevuto il tuo ordine ${number} il ${day(placedAt)}.`,

  shipped: 'spedito',
  onItsWay: 'Il tuo ordine è in viaggio.',
  partOnItsWay: 'Una parte del tuo ordine è in viaggio.',
  inParcel: 'In questo pacco',
  trackingNumber: 'Numero di tracciamento',
  carrier: ({ carrier }) => `Corriere: ${carrier}`,
  followParcel: 'Segui il pacco',

  pickupReady: 'pronto per il ritiro',
  bringNumber: ({ number }) =>
    `I tuoi pezzi sono pronti nella nostra boutique. Porta con te il numero d’ordine ${number}.`,
  readyForYou: 'Pronti per te',

  pickedUp: 'consegnato',
  thanksForVisit: 'Questi pezzi ti sono stati consegnati nella nostra boutique. Grazie della visita.',
  handedOver: 'Consegnati',

  canceled: 'annullato',
  nothingShipped: 'Il tuo ordine è stato annullato. Non verrà spedito nulla.',
  canceledPieces: 'Annullati',
  released: 'Il pagamento è stato sbloccato. Non è stato addebitato nulla.',

  returnAccepted: ({ number }) => `reso ${number} accettato`,
  sendBack: 'Puoi rispedire questi pezzi.',
  openLabel: ({ carrier }) =>
    `L’etichetta di reso di ${carrier} è sulla pagina del tuo ordine. Stampala e applicala sul pacco.`,
  writeNumber: ({ number }) => `Scrivi sul pacco il numero del reso, ${number}.`,
  refundOnArrival: 'Li rimborsiamo quando sono arrivati.',
  returnNumber: ({ number }) => `Reso ${number}`,
  getLabel: 'Ottieni l’etichetta di reso',
  seeReturn: 'Vedi il reso',

  refunded: 'rimborsato',
  refundOfOrder: ({ amount, number }, { price }) => `Abbiamo rimborsato ${price(amount)} per il tuo ordine ${number}.`,
  refunds: ({ amounts }, { price, list }) => `Abbiamo rimborsato ${list(amounts.map(price))}.`,
  refundDelay:
    'Il denaro torna per la stessa via del pagamento. La tua banca può impiegare qualche giorno per mostrarlo.',

  yourOrder: 'Il tuo ordine',
  editionNumber: ({ number, size }) => `N. ${number} di ${size}`,
  attribute: ({ label, value }) => `${label}: ${value}`,
  shipsFrom: ({ from }, { day }) => `Spedizione dal ${day(from)}`,

  gift: 'Regalo',
  isWrapped: 'I pezzi sono confezionati.',
  hasNoPrices: 'Il pacco non contiene prezzi.',
  onTheCard: 'Sul biglietto:',

  amounts: 'Importi, imposte incluse salvo diversa indicazione',
  piecesBeforeDiscounts: 'Pezzi prima degli sconti',
  pieces: 'Pezzi',
  discounts: 'Sconti',
  shipping: 'Spedizione',
  credit: 'Credito',
  withoutTax: 'Imposte escluse',
  tax: 'Imposte',
  total: 'Totale',

  delivery: 'Consegna',
  pickup: 'Ritiro',
  expected: ({ earliest, latest }, { day }) =>
    earliest === latest ? `Prevista il ${day(latest)}` : `Prevista dal ${day(earliest)} al ${day(latest)}`,
  ready: ({ earliest, latest }, { day }) =>
    earliest === latest ? `Pronto il ${day(latest)}` : `Pronto dal ${day(earliest)} al ${day(latest)}`,
  dutiesUnknown: 'La dogana può richiedere dazi all’importazione, che paghi al corriere.',
  duties: ({ amount }, { price }) => `Dazi all’importazione, che paghi al corriere: ${price(amount)}`,
};

import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The messages of errors and warnings in Italian. */
export const italian: SameMessages<typeof english> = {
  INVALID: 'Un valore è fuori dai limiti.',
  CART_NOT_FOUND: 'Questo carrello non esiste.',
  CART_EXPIRED: 'Il carrello è scaduto. Creane un altro.',
  CART_COMPLETED: 'Questo carrello è già stato ordinato.',
  CART_BUSY: 'È in corso un’altra modifica del carrello; riprova.',
  CART_EMPTY: 'Il carrello è vuoto.',
  LINE_NOT_FOUND: 'Questa riga non è nel carrello.',
  VARIANT_NOT_FOUND: 'Questa variante non è in vendita nel mercato del carrello.',
  ATTRIBUTE_UNKNOWN: 'Il prodotto non offre questa personalizzazione.',
  ATTRIBUTE_REQUIRED: 'Il prodotto richiede una personalizzazione.',
  OUT_OF_STOCK: 'Non restano abbastanza pezzi.',
  PURCHASE_LIMIT_EXCEEDED: 'Un singolo cliente non può ordinare tanti pezzi di questo prodotto.',
  REGION_UNSUPPORTED: 'Questo Paese non appartiene alla regione del carrello.',
  DISCOUNT_NOT_APPLICABLE: 'Il codice sconto è sconosciuto o non si applica a questo carrello.',
  SHIPPING_UNAVAILABLE: 'Questa modalità di consegna non è disponibile per il carrello.',
  DELIVERY_RESTRICTED: 'Un prodotto non può essere consegnato nel Paese del carrello.',
  PICKUP_UNAVAILABLE: 'La boutique non ha tutti gli articoli del carrello.',
  SHIPPING_REQUIRED: 'Scegli una modalità di consegna.',
  ADDRESS_REQUIRED: 'Indica un indirizzo di consegna.',
  EMAIL_REQUIRED: 'Indica un indirizzo e-mail.',
  PAYMENT_REQUIRED:
    'Avvia il pagamento. Un pagamento avviato prima dell’ultima modifica del carrello non è più valido.',
  PAYMENT_DECLINED: 'Il pagamento è stato rifiutato.',
  PAYMENT_IN_PROGRESS: 'Un pagamento di questo carrello è già in corso.',
  PAYMENT_ACTION_REQUIRED: 'Il pagamento non è completo: segui l’azione indicata dal pagamento.',
  PAYMENT_PENDING: 'Il fornitore del pagamento non ha ancora confermato il pagamento.',
  IDEMPOTENCY_KEY_REUSED: 'Questa chiave di idempotenza è già stata usata con altri argomenti.',
  IDEMPOTENCY_IN_PROGRESS: 'Una richiesta con questa chiave di idempotenza è ancora in corso.',

  countryUnsupported: 'AXIOM non vende in questo Paese.',
  lineCountInvalid: ({ most }, { number }) => `Invia da 1 a ${number(most)} righe.`,
  tooManyLines: ({ most }, { number }) => `Un carrello può avere al massimo ${number(most)} righe.`,
  quantityInvalid: ({ least, most }, { number }) => `La quantità va da ${number(least)} a ${number(most)}.`,
  tooManyCodes: ({ most }, { number }) => `Un carrello accetta al massimo ${number(most)} codici.`,
  codeInvalid: 'Un codice ha da 1 a 100 caratteri.',
  emailInvalid: 'Questo non è un indirizzo e-mail.',
  addressIncomplete: 'L’indirizzo di consegna è incompleto: il corriere richiede altri campi.',
  idempotencyKeyInvalid: 'Una chiave ha da 8 a 128 caratteri ASCII stampabili.',
  piecesLeft: ({ left }, { number }) => `Pezzi rimasti: ${number(left)}.`,
  purchaseLimit: ({ left }, { number, plural }) =>
    `Il carrello può contenere ${number(left)} ${plural(left, { one: 'pezzo', other: 'pezzi' })} di questo prodotto.`,
  variantRestricted: ({ variantId, country }, write) =>
    `${variantId} non può essere consegnato in questo Paese: ${write.country(country)}.`,
  providerUnavailable: 'Questo fornitore di pagamento non è disponibile nella regione del carrello.',

  attributeUnknown: ({ key }) => `Il prodotto non offre la personalizzazione «${key}».`,
  attributeRequired: ({ key }) => `Il prodotto richiede la personalizzazione «${key}».`,
  attributeTwice: 'Questa chiave compare due volte.',
  controlCharacters: 'Non deve contenere caratteri di controllo.',
  lineBreaks: 'Non deve contenere caratteri di controllo né interruzioni di riga.',
  tooLong: ({ most }, { number, plural }) =>
    `Deve avere al massimo ${number(most)} ${plural(most, { one: 'carattere', other: 'caratteri' })}.`,
  characters: ({ allowed }) => `Può contenere solo i caratteri [${allowed}].`,

  orderNotFound: 'Questo ordine non esiste.',
  orderShipped: 'L’ordine ha lasciato il magazzino, almeno in parte. Potrà essere reso dopo la consegna.',
  orderLineNotFound: 'Questa riga non è nell’ordine.',
  lineNotReturnable: 'Non è possibile rendere tanti pezzi di questa riga.',
  returnNotFound: 'Questo reso non è nell’ordine.',
  returnReceived: 'I pezzi sono stati ricevuti: il reso non può più essere annullato.',
  orderBusy: 'È in corso un’altra modifica dell’ordine; riprova.',
  lineTwice: 'Invia ogni riga una sola volta.',
  quantityTooSmall: 'La quantità deve essere 1 o più.',
  returnableNow: ({ left }, { number, plural }) =>
    `Al momento ${plural(left, { one: `può essere reso al massimo ${number(left)} pezzo`, other: `possono essere resi al massimo ${number(left)} pezzi` })}.`,
  notShipped: 'La riga non ha lasciato il magazzino. Annulla invece l’ordine.',
  personalized: 'I pezzi personalizzati non possono essere resi.',
  windowClosed: 'Il termine per il reso è scaduto.',
  returned: 'Tutti i pezzi della riga sono stati resi o sono in viaggio di ritorno.',
  orderCanceled: 'L’ordine è annullato.',
  textInvalid: ({ most }, { number }) =>
    `Un testo ha al massimo ${number(most)} caratteri, senza caratteri di controllo.`,

  countryUnknown: 'Questo Paese non esiste.',
  postalCodeInvalid: 'Questo codice postale non è valido nel Paese.',
  provinceInvalid: 'Questo stato o questa provincia non esiste nel Paese.',
  phoneInvalid: 'Questo non è un numero di telefono.',
  lengthInvalid: ({ most }, { number }) => `Deve avere da 1 a ${number(most)} caratteri.`,
  tooManyAddresses: ({ most }, { number }) => `Una rubrica può avere al massimo ${number(most)} indirizzi.`,
  addressNotFound: 'Questo indirizzo non è nella rubrica.',

  freeShippingNotReached: ({ missing }, { money }) =>
    `La consegna è gratuita aggiungendo articoli per ${money(missing)}.`,
  noLongerSold: ({ title }) => `${title} non è più in vendita.`,
  priceChanged: ({ title, price }, { money }) => `${title} ora costa ${money(price)} al pezzo.`,
  stockShort: ({ title, left }, { number, plural }) =>
    `${title}: ${plural(left, { one: `resta ${number(left)} pezzo`, other: `restano ${number(left)} pezzi` })}.`,
  titleRestricted: ({ title, country }, write) =>
    `${title} non può essere consegnato in questo Paese: ${write.country(country)}.`,
};

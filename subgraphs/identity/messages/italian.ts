import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The messages of user errors in Italian. */
export const italian: SameMessages<typeof english> = {
  notAccepted: 'La richiesta non è stata accettata. Riprova.',
  currentPasswordWrong: 'La password attuale non è corretta.',
  signUpPasswordWrong: 'La password non è quella della registrazione.',
  accountPasswordWrong: 'La password non è quella dell’account.',
  signUpPasswordRequired: 'Questo link completa una registrazione. Inserisci la password scelta alla registrazione.',
  accountPasswordRequired: 'Accedi all’account oppure inserisci la sua password.',
  passwordTooCommon: 'Questa password è comune e facile da indovinare.',
  emailInvalid: 'Questo indirizzo e-mail non è valido.',
  emailNotVerified: 'L’indirizzo e-mail dell’account deve prima essere verificato.',
  emailMissing: 'Questo account non ha un indirizzo e-mail.',
  emailTaken: 'Esiste già un account con questo indirizzo e-mail. Accedi o reimposta la password.',
  lengthInvalid: ({ least, most }, { number }) => `Deve avere da ${number(least)} a ${number(most)} caratteri.`,

  noSuchPasskey: 'Questa passkey non esiste.',
  noSuchSession: 'Questa sessione non esiste.',
  lastPasskey: 'L’ultima passkey non può essere revocata finché l’account non ha codici di recupero inutilizzati.',
  recoveryCooldown: 'Le passkey precedenti a un recupero non possono essere revocate nelle 24 ore successive.',
  tooManyPasskeys: ({ most }, { number }) => `Un account può avere al massimo ${number(most)} passkey.`,

  noSuchProduct: 'Questo prodotto non esiste.',
  noSuchVariant: 'Questa variante non esiste.',
  noVariantOfProduct: 'Il prodotto non ha questa variante.',
  noSuchWishlistItem: 'Questo articolo non è nella lista dei desideri.',
  tooManyWishlistItems: ({ most }, { number }) =>
    `Una lista dei desideri può contenere al massimo ${number(most)} articoli.`,

  textVersionInvalid: 'Deve avere da 1 a 64 lettere, cifre, punti, trattini o trattini bassi.',
  sourceReserved: 'Questa origine è riservata ai link di annullamento dell’iscrizione.',
  consentChangedTooOften: 'Il consenso è stato modificato troppo spesso.',
  deletionNotConfirmed: 'Indica l’identificativo del cliente per confermare l’eliminazione.',
  openOrders: ({ orders }, { list }) =>
    `Questi ordini non sono ancora stati spediti, oppure il loro reso è in corso: ${list(orders)}.`,
  dataTooLarge: 'I dati superano i 4 MB. Contatta la boutique, che li invierà in un altro modo.',

  noSuchPartner: 'Questo partner non esiste.',
  partnerTaken: 'Esiste già un partner con questo nome.',
  noSuchKey: 'Questa chiave non esiste.',
  keyScopesInvalid: ({ scopes }, { list }) => `I permessi possibili di una chiave sono ${list(scopes)}.`,
  tooManyKeys: ({ most }, { number }) =>
    `Un partner può avere al massimo ${number(most)} chiavi attive per modalità. Revocane prima una.`,
  tooManyOrigins: ({ most }, { number }) => `Una chiave può avere al massimo ${number(most)} origini.`,
  originInvalid:
    'Un’origine è formata da schema, host ed eventuale porta, come https://shop.example; senza percorso e senza `*`.',
  expiryInvalid: 'La scadenza deve essere nel futuro, entro 2 anni.',
  noSuchEndpoint: 'Questo endpoint non esiste.',
  noSuchDelivery: 'Questo invio non esiste.',
  endpointOff: 'L’endpoint è disattivato. Prima attivalo.',
  endpointUrlInvalid: 'Deve essere un URL https pubblico, sulla porta 443 o su un’altra porta consentita.',
  eventTypeRequired: 'Deve avere almeno un tipo di evento.',
  tooManyEndpoints: ({ most }, { number }) =>
    `Un partner può avere al massimo ${number(most)} endpoint. Eliminane prima uno.`,

  noSuchCurator: 'Questo curatore non esiste.',
  curatorTaken: 'Esiste già un curatore con questo indirizzo e-mail.',
  ownScopes: 'I curatori non possono concedere permessi a se stessi.',
  lastAdministrator: ({ scope }) => `Almeno un curatore deve mantenere il permesso ${scope}.`,
  curatorScopesInvalid: ({ scopes }, { list }) => `I permessi possibili di un curatore sono ${list(scopes)}.`,
  ownReset: 'Non puoi reimpostare te stesso: cambia la password usando quella attuale.',
  cacheTagInvalid: 'Un tag è un tipo e un identificativo, come `product:prod_1`, un elenco, come `products`, o `*`.',
  cacheTagCountInvalid: ({ most }, { number }) => `Indica da 1 a ${number(most)} tag.`,
};

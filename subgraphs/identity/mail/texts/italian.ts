import type { SameMessages } from '#kit/graph/languages/messages.ts';
import type { english } from './english.ts';

/** The texts of mails about accounts and notices in Italian. */
export const italian: SameMessages<typeof english> = {
  ignore: 'Se non hai fatto questa richiesta, ignora questa e-mail. Non è cambiato nulla.',
  linkDay: 'Il link funziona una volta, entro 24 ore.',

  confirmSubject: ({ brand }) => `Conferma il tuo indirizzo e-mail per ${brand}`,
  confirmAddress: 'Conferma questo indirizzo',
  signedUp: ({ brand }) => `Questo indirizzo e-mail è stato usato per una registrazione presso ${brand}.`,
  signUpConfirm:
    'Se sei stato tu, conferma l’indirizzo con la password che hai scelto. Il link funziona una volta, entro 24 ore.',
  signUpIgnore: 'Se non sei stato tu, ignora questa e-mail. Nessun account viene creato.',
  knownSubject: ({ brand }) => `Hai già un account presso ${brand}`,
  knownTried: ({ brand }) =>
    `È stata tentata una registrazione presso ${brand} con questo indirizzo e-mail, che ha già un account.`,
  knownSignIn: 'Se sei stato tu, accedi. Se hai dimenticato la password, reimpostala.',
  verifyAddress:
    'Conferma che questo indirizzo e-mail è tuo. Gli ordini fatti con questo indirizzo senza account appariranno allora nel tuo account.',

  resetSubject: ({ brand }) => `Reimposta la tua password per ${brand}`,
  resetRequested: ({ brand }) => `È stata richiesta una nuova password per il tuo account presso ${brand}.`,
  resetChoose:
    'Se sei stato tu, scegli una nuova password. Il link funziona una volta, entro 30 minuti. Un link più recente lo sostituisce.',
  choosePassword: 'Scegli una nuova password',
  resetPassword: 'Reimposta la password',
  resetIgnore: 'Se non sei stato tu, ignora questa e-mail. La tua password non è cambiata.',
  unknownSubject: ({ brand }) => `Non c’è un account presso ${brand} con questo indirizzo`,
  unknownRequested: ({ brand }) =>
    `È stata richiesta una nuova password presso ${brand}, ma nessun account ha questo indirizzo e-mail.`,
  unknownElse: 'Se sei stato tu, forse hai usato un altro indirizzo, o una passkey.',

  deletedSubject: ({ brand }) => `Il tuo account presso ${brand} è stato eliminato`,
  deletedData:
    'Il tuo account e i tuoi dati sono stati eliminati. Gli ordini e le relative fatture sono conservati per il tempo richiesto dalla legge.',
  deletedLast: 'Questa è l’ultima e-mail su questo account.',
  deletedHow: 'L’eliminazione richiede la password o una passkey dell’account. È definitiva.',

  noticeSubject: ({ subject, brand }) => `${subject} – ${brand}`,
  noticeEvent: ({ event, at, place }, { time }) => `${event} Data e ora: ${time(at)}. Da: ${place}.`,
  unknownDevice: 'un dispositivo sconosciuto',
  noticeFine: 'Se sei stato tu, non devi fare nulla.',
  notMe: 'Non sono stato io: reimposta la password',
  notMeCustomer:
    'Se non sei stato tu, reimposta subito la password. Così tutte le sessioni vengono chiuse. Poi controlla le tue passkey e rimuovi quelle che non sono tue.',
  notMeCurator:
    'Se non sei stato tu, avvisa subito chi amministra gli account dei curatori: può chiudere le tue sessioni.',

  newDeviceSubject: 'Accesso da un nuovo dispositivo',
  newDevice: 'È stato effettuato un accesso al tuo account da un nuovo dispositivo.',
  passwordChangedSubject: 'La tua password è stata cambiata',
  passwordChanged: 'La password del tuo account è stata cambiata.',
  passkeyAddedSubject: 'È stata aggiunta una passkey',
  passkeyAdded: 'È stata aggiunta una passkey al tuo account.',
  passkeyRemovedSubject: 'È stata rimossa una passkey',
  passkeyRemoved: 'È stata rimossa una passkey dal tuo account.',
  recoveryCodesMadeSubject: 'Sono stati creati nuovi codici di recupero',
  recoveryCodesMade:
    'Sono stati creati nuovi codici di recupero per il tuo account. I codici precedenti non funzionano più.',
  recoveryCodeUsedSubject: 'È stato usato un codice di recupero',
  recoveryCodeUsed:
    'È stato effettuato un accesso al tuo account con un codice di recupero. Tutte le altre sessioni sono state chiuse.',
  dataExportedSubject: 'I tuoi dati sono stati esportati',
  dataExported: 'I dati del tuo account sono stati esportati.',

  stockConfirmSubject: ({ brand }) => `Conferma la tua richiesta presso ${brand}`,
  stockConfirm: ({ title }) =>
    `È stato chiesto di inviare un’e-mail a questo indirizzo quando «${title}» sarà di nuovo disponibile.`,
  stockConfirmLink: 'Se sei stato tu, conferma la richiesta. Il link funziona una volta, entro 24 ore.',
  confirmRequest: 'Conferma la richiesta',
  stockConfirmIgnore: 'Se non sei stato tu, ignora questa e-mail. Non ne riceverai altre.',
  backInStock: ({ title }) => `Di nuovo disponibile: ${title}`,
  backInStockFor: ({ title, price }) => `Di nuovo disponibile: ${title}, ${price}`,
  backInStockAt: ({ title, brand }) =>
    `«${title}» è di nuovo disponibile presso ${brand}. La quantità è limitata, e nulla è riservato per te.`,
  seeProduct: 'Vedi il prodotto',
  stockBackWhy: 'Ricevi questa e-mail una sola volta, perché l’hai chiesta.',

  reduced: ({ title, price }) => `Prezzo ridotto: ${title}, ${price}`,
  reducedFrom: ({ title, price, before }) => `Prezzo ridotto: ${title}, ${price} invece di ${before}`,
  wishlistSubject: ({ count }, { number }) => `Novità su ${number(count)} articoli della tua lista dei desideri`,
  wishlistWhy: 'Ricevi questa e-mail perché hai chiesto avvisi sugli articoli della tua lista dei desideri.',

  marketingSubject: ({ brand }) => `Ricevi le novità di ${brand}`,
  marketingAgreed: ({ brand }) =>
    `Hai accettato di ricevere le novità di ${brand} per e-mail. Puoi revocare il consenso in ogni momento.`,
  marketingNotMe:
    'Se non sei stato tu, revoca il consenso con il link qui sotto e controlla le sessioni del tuo account.',
};

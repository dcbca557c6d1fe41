import type { Texts } from '../types.ts';

/** Articles. */
export const articles: Texts['articles'] = {
  'art_forty-days-in-the-pit': {
    slug: 'quaranta-giorni-in-fossa',
    title: 'Quaranta giorni in fossa',
    role: 'Direttrice del giornale',
    narrative: [
      {
        kind: 'paragraph',
        text: 'La conceria di Santa Croce è più rumorosa nella prima stanza, dove girano i bottali, e più quieta nell’ultima, dove pare che non accada nulla. Nel pavimento dell’ultima stanza ci sono **trentadue fosse**, ciascuna profonda poco più di due metri. In ognuna pendono venti pelli, e per quaranta giorni si spostano da una fossa all’altra, dal bagno debole al forte.',
      },
      {
        kind: 'paragraph',
        text: 'Il bagno è fatto di castagno e corteccia di mimosa e odora di tè freddo, poi di pane bagnato, e dopo qualche minuto di nulla, perché il naso si arrende. Una pelle entra del colore della cera. Esce del colore della crosta, più pesante di un terzo.',
      },
      { kind: 'heading', level: 2, text: 'Perché non quaranta ore' },
      {
        kind: 'paragraph',
        text: 'I sali di cromo farebbero il lavoro in un giorno. Gran parte del cuoio del mondo si fa così, e molto è buono. Ma una pelle al cromo è finita quando lascia il bottale, e resta com’è finché si consuma. Ciò che la corteccia lascia tra le fibre continua a reagire con la luce e col grasso delle mani. *Non è mai finita,* dice il capo conciatore, che lavora qui dal 1988, *e neppure voi; perciò andate d’accordo.*',
      },
      {
        kind: 'image',
        alt: 'Pelli appese a barre di legno sopra una fossa scura',
        caption: 'La fossa diciannove, alla terza settimana.',
        palette: ['#1d120c', '#6b4326'],
      },
      {
        kind: 'paragraph',
        text: 'La casa prende da questa stanza una sessantina di pelli l’anno, tutte di una scelta. Sono vitelli di mandrie da latte francesi, e ognuna ha un numero che riporta alla [sua fattoria](https://axiom.example/materials/arno-calf). Una cicatrice non è motivo per rifiutarla. Un graffio guarito è più denso della pelle accanto e prende la luce in altro modo; su alcune borse attraversa il davanti come una linea disegnata.',
      },
      { kind: 'heading', level: 2, text: 'Che cosa arriva a Scandicci' },
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi le riceve arrotolate, fiore in dentro, e le lascia una settimana sul pavimento. Ci cammina attorno. Poi posa il modello della borsa sul rovescio, dove le fibre corrono dritte, lo sposta di un dito, e lo sposta ancora.',
      },
      { kind: 'product', product: 'prod_ember-tote' },
      {
        kind: 'quote',
        text: 'Cerco la parte che dormiva. Un vitello si appoggia su un fianco. L’altro fianco è la borsa.',
        cite: 'Ilaria Vannozzi',
      },
      {
        kind: 'paragraph',
        text: 'Da una pelle ricava una borsa, o due portadocumenti e una cinghia. Il resto diventa [portacarte](https://axiom.example/products/tideline-card-case), manici, tacchi per le scarpe di altri. I ritagli più piccoli tornano a Santa Croce, dove si macinano e si spargono negli oliveti dietro le fosse.',
      },
    ],
  },
};

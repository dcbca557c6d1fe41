import type { SiteTexts } from '../types.ts';

/** What the site shows in addition to the journal. */
export const site: SiteTexts = {
  pages: {
    page_about: {
      slug: 'chi-siamo',
      title: 'La casa',
      description: 'Chi fa ciò che AXIOM vende, dove, e come chiunque può verificarlo.',
      narrative: [
        {
          kind: 'paragraph',
          text: 'AXIOM è una casa senza fabbrica. Ogni pezzo nasce nella bottega della persona di cui porta il nome, e nulla lascia quella bottega senza che sia scritto di che cosa è fatto e quanto il farlo è costato all’aria.',
        },
        { kind: 'heading', level: 2, text: 'Un nome su ogni pezzo' },
        {
          kind: 'paragraph',
          text: 'Paghiamo i nostri artigiani prima che un pezzo sia venduto. In cambio chiediamo due cose: che annotino da dove vengono i loro materiali, e che riprendano ciò che si rompe.',
        },
        { kind: 'heading', level: 2, text: 'Che cosa potete verificare' },
        {
          kind: 'list',
          ordered: false,
          items: [
            'Il **passaporto** di ogni pezzo, che nessuno può riscrivere, nemmeno noi.',
            'La quota, l’origine e il fornitore di ogni materiale.',
            'Il carbonio della lavorazione, con il metodo e il nome di chi l’ha verificato.',
          ],
        },
        {
          kind: 'quote',
          text: 'Una cosa che bisogna spiegare non è finita. Una cosa che si può spiegare lo è.',
        },
      ],
    },
    page_care: {
      slug: 'cura',
      title: 'La cura dei pezzi',
      description: 'Come conservare per una vita pelle, stoffa, metallo, porcellana e legno.',
      narrative: [
        {
          kind: 'paragraph',
          text: 'Quasi tutti i pezzi chiedono meno cure di quante ne ricevano. Spolverateli, usateli, e rimandateceli prima che si rompano.',
        },
        { kind: 'heading', level: 2, text: 'La pelle' },
        {
          kind: 'paragraph',
          text: 'Se è bagnata, lasciatela asciugare piano, lontano dai caloriferi. Due volte l’anno basta un cucchiaino di balsamo alla cera d’api su un panno morbido. I graffi del vitello a concia vegetale si chiudono sotto un pollice tiepido.',
        },
        { kind: 'heading', level: 2, text: 'La seta, il lino e la lana' },
        {
          kind: 'paragraph',
          text: 'Arieggiate una notte prima di lavare. Lavate a mano in acqua fresca, senza strizzare, e asciugate in piano. L’indaco cede un po’ di colore il primo anno: portatelo con il blu.',
        },
        { kind: 'heading', level: 2, text: 'L’oro e l’argento' },
        {
          kind: 'paragraph',
          text: 'Acqua tiepida, una goccia di sapone e uno spazzolino da bambini. L’argento portato ogni giorno non annerisce.',
        },
        { kind: 'heading', level: 2, text: 'La riparazione' },
        {
          kind: 'paragraph',
          text: 'Ogni pezzo può essere riparato dalla bottega che l’ha fatto. Portatelo in uno dei nostri negozi, o chiedete una scatola alle [riparazioni](https://axiom.example/repairs).',
        },
      ],
    },
    'page_shipping-and-returns': {
      slug: 'spedizioni-e-resi',
      title: 'Spedizioni e resi',
      description: 'Tempi di consegna, dazi, e trenta giorni per cambiare idea.',
      narrative: [
        { kind: 'heading', level: 2, text: 'La consegna' },
        {
          kind: 'paragraph',
          text: 'Gli ordini lasciano Parigi, New York o Tokyo il giorno stesso fino al primo pomeriggio. I giorni di consegna sono indicati nel carrello prima del pagamento, e sono una promessa.',
        },
        { kind: 'heading', level: 2, text: 'Dazi e imposte' },
        {
          kind: 'paragraph',
          text: 'Nell’Unione europea, nel Regno Unito, in Svizzera e in Giappone tutti i dazi sono compresi. Negli Stati Uniti e in Canada il corriere può riscuoterli alla consegna.',
        },
        { kind: 'heading', level: 2, text: 'I resi' },
        {
          kind: 'list',
          ordered: true,
          items: [
            'Chiedete il reso nel vostro account entro trenta giorni.',
            'Rimettete il pezzo nella scatola in cui è arrivato; l’etichetta è sul coperchio.',
            'Il denaro torna a voi entro cinque giorni lavorativi dal suo arrivo.',
          ],
        },
        { kind: 'paragraph', text: 'I pezzi incisi non si possono rendere, a meno che siano difettosi.' },
      ],
    },
    page_privacy: {
      slug: 'riservatezza',
      title: 'Riservatezza',
      description: 'Che cosa conserviamo di voi, perché, per quanto tempo, e come farlo cancellare.',
      narrative: [
        {
          kind: 'paragraph',
          text: 'Conserviamo ciò che serve a un ordine: il vostro nome, gli indirizzi, l’indirizzo e-mail e ciò che avete comprato. Conserviamo le fatture per dieci anni, perché la legge ce lo chiede, e tutto il resto finché non ci chiedete di cancellarlo.',
        },
        { kind: 'heading', level: 2, text: 'Che cosa non facciamo' },
        {
          kind: 'list',
          ordered: false,
          items: ['Non vendiamo dati.', 'Non seguiamo nessuno su altri siti.', 'Non registriamo numeri di carte.'],
        },
        { kind: 'heading', level: 2, text: 'I vostri diritti' },
        {
          kind: 'paragraph',
          text: 'Nel vostro account potete scaricare tutto ciò che sappiamo di voi, correggerlo e cancellarlo. Oppure scrivete a privacy@axiom.example.',
        },
      ],
    },
    'page_legal-notice': {
      slug: 'note-legali',
      title: 'Note legali',
      description: 'Chi è responsabile di questo sito.',
      narrative: [
        {
          kind: 'paragraph',
          text: 'Questo sito è pubblicato da AXIOM SAS, 9 rue de Thorigny, 75003 Parigi, Francia. AXIOM è una casa immaginaria: qui nulla è in vendita.',
        },
        { kind: 'heading', level: 2, text: 'Contatti' },
        {
          kind: 'paragraph',
          text: 'Scrivete a [hello@axiom.example](mailto:hello@axiom.example), o chiamate il +33 1 70 36 00 00.',
        },
      ],
    },
  },
  menus: {
    'Main menu': 'Menu principale',
    Leather: 'Pelle',
    Bags: 'Borse',
    'Small Leather': 'Piccola pelletteria',
    'The Ember Tote': 'La borsa Ember',
    Interiors: 'Interni',
    Furniture: 'Mobili',
    Lighting: 'Luci',
    'Table & Vessels': 'Tavola e vasi',
    Collections: 'Collezioni',
    Ember: 'Brace',
    Tideline: 'Linea di marea',
    Meridian: 'Meridiano',
    Journal: 'Giornale',
    'A Fire Put to Bed': 'Un fuoco messo a dormire',
    Footer: 'Piè di pagina',
    'About Us': 'La casa',
    About: 'Chi siamo',
    Stores: 'Negozi',
    Service: 'Servizio',
    'Care of Pieces': 'La cura dei pezzi',
    'Shipping & Returns': 'Spedizioni e resi',
    'Write to Us': 'Scriveteci',
    Legal: 'Informazioni legali',
    Privacy: 'Riservatezza',
    'Legal Notice': 'Note legali',
  },
  banners: {
    banner_fire: {
      title: 'Un fuoco messo a dormire',
      text: 'Una fornace, cinque persone, e l’ultima notte dell’anno in cui arde.',
      label: 'Leggi il racconto',
    },
    banner_repairs: {
      title: 'Riparazioni gratuite per sempre',
      text: 'Portate qualsiasi pezzo in uno dei nostri negozi.',
      label: 'La cura dei pezzi',
    },
  },
  stores: {
    store_paris: {
      name: 'Rue de Thorigny',
      description: 'Due stanze e un banco per le riparazioni dietro una porta verde nel Marais.',
    },
    'store_new-york': {
      name: 'Bond Street',
      description: 'Una lunga sala sotto un lucernario in Bond Street. Visite dal mercoledì alla domenica.',
    },
    store_tokyo: {
      name: 'Minami-Aoyama',
      description: 'Tre piani di cemento e cedro a Minami-Aoyama, con una sala da tè per chi aspetta.',
    },
  },
  notes: {
    'New Year’s Day': 'Capodanno',
    'Labour Day': 'Festa del lavoro',
    'Bastille Day': 'Presa della Bastiglia',
    Christmas: 'Natale',
    'Christmas Eve': 'Vigilia di Natale',
    'Independence Day': 'Giorno dell’indipendenza',
    'New Year holidays': 'Vacanze di Capodanno',
  },
  series: {
    'series_fire-and-water': {
      title: 'Fuoco e acqua',
      description: 'Vetro, porcellana e indaco: ciò che si fa aspettando il calore e la marea.',
    },
  },
};

import type { Texts } from '../types.ts';
import { glass } from './articles/glass.ts';
import { gold } from './articles/gold.ts';
import { porcelain } from './articles/porcelain.ts';
import { wool } from './articles/wool.ts';
import { work } from './articles/work.ts';

/** Articles. */
export const articles: Texts['articles'] = {
  ...gold,
  ...glass,
  ...porcelain,
  ...wool,
  ...work,
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
  'art_six-vats-and-a-day-off': {
    slug: 'sei-tini-e-un-giorno-libero',
    title: 'Sei tini e un giorno libero',
    role: 'Corrispondente da Tokyo',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Sayo Mikuriya mette un dito nel tino e poi in bocca. Sono le cinque e un quarto. Fuori, le rane; dentro, sei bocche rotonde in un pavimento di terra, ognuna col suo coperchio di legno. *Il tre è stanco,* dice, e rimette il coperchio sul tre.',
      },
      {
        kind: 'paragraph',
        text: 'L’indaco non si scioglie nell’acqua. Perché entri in un filo, qualcosa deve prima togliergli l’ossigeno, e in questa casa quel qualcosa è **vivo**. I batteri sono arrivati con le foglie. Si nutrono di crusca e di un po’ di sakè, d’inverno si tengono caldi con un braciere, e si lasciano in pace un giorno sì e uno no.',
      },
      { kind: 'heading', level: 2, text: 'Cento giorni sotto la paglia' },
      {
        kind: 'paragraph',
        text: 'Prima del tino viene il mucchio. Da settembre le foglie secche di *Persicaria tinctoria* stanno alte un metro su un pavimento d’argilla a [Kamiita](https://axiom.example/materials/awa-indigo), si bagnano, si rivoltano ogni cinque giorni e si coprono di stuoie. Salgono a settanta gradi e odorano d’ammoniaca tanto che si lavora a turni. In dicembre resta il *sukumo*, nero e friabile, un decimo del volume.',
      },
      {
        kind: 'image',
        alt: 'Una fioritura ramata sulla superficie scura di un tino',
        caption: 'Il fiore del tino, poco prima delle sei.',
        palette: ['#141d33', '#8a5a3c'],
      },
      {
        kind: 'paragraph',
        text: 'Mikuriya ne prepara un tino in due settimane, con liscivia di cenere di quercia e calce di conchiglie. Il giorno in cui è pronto sale un fiore, bolle viola con una pelle di rame. Un tino vive circa sei mesi. Lei ne ha tenuto uno per undici, *per testardaggine*.',
      },
      { kind: 'heading', level: 2, text: 'Otto volte' },
      {
        kind: 'paragraph',
        text: 'La seta entra a mano asciutta, piano, senza spruzzi, perché uno spruzzo porta aria. Resta sotto quanto lei trattiene il respiro, misura di sua nonna. Esce del giallo verde di una prugna acerba. Poi l’aria la raggiunge e, mentre si guarda, vira: verde, verde mare, azzurro.',
      },
      { kind: 'product', product: 'prod_eight-dips-scarf' },
      { kind: 'quote', text: 'Io non metto l’azzurro. Tolgo la stoffa, e lo fa il mattino.', cite: 'Sayo Mikuriya' },
      {
        kind: 'paragraph',
        text: 'Un bagno è pallido, quattro sono il blu degli abiti da lavoro. Dopo otto la seta ha la profondità che i giapponesi chiamano **kon**, nera sul tavolo e blu su una spalla che si muove. Ogni bagno ha il suo mattino, perché un tino dà il meglio una volta al giorno. Il carré è ormai in casa da due settimane. Si sciacqua nello Yoshino, a dodici minuti di furgone, finché il fiume gli scorre limpido attorno.',
      },
    ],
  },
  'art_what-is-left-of-the-spring': {
    slug: 'quel-che-resta-della-molla',
    title: 'Quel che resta della molla',
    role: 'Direttrice del giornale',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Quasi tutti gli orologi con due lancette al centro dicono l’ora e il minuto. Quello di Célestin Vuillermoz dice l’ora e **per quanto ancora potrà dirla**. La seconda lancetta parte dall’alto il giorno della carica e scende ogni giorno di un ottavo di quadrante.',
      },
      {
        kind: 'paragraph',
        text: 'I minuti ci sono, per chi li vuole. La lancetta delle ore è lunga e finisce a punta d’ago, e tra due numeri ci sono dodici righe sottili. *Cinque minuti bastano a chiunque stia seduto,* dice.',
      },
      { kind: 'heading', level: 2, text: 'Nove ruote' },
      {
        kind: 'paragraph',
        text: 'L’atelier è sul passo sopra Sainte-Croix, in una casa dove si vendevano sci. D’inverno la neve arriva ai davanzali e la luce sale da sotto, cosa buona per guardare i perni. Taglia le ruote nell’[ottone della Birse](https://axiom.example/materials/birse-brass), nove per movimento, e lucida ogni dente con un bastoncino di fusaggine che riaffila tra un dente e l’altro.',
      },
      {
        kind: 'paragraph',
        text: 'Le lancette sono d’acciaio. Si scaldano insieme, su un letto di limatura d’ottone, finché il colore corre per paglia e viola fino all’azzurro, a 295 gradi, e la finestra dell’azzurro giusto dura circa **due secondi**. Se una è in ritardo, tutt’e due si rilucidano a bianco e si ricomincia.',
      },
      {
        kind: 'image',
        alt: 'Due lancette d’acciaio che si azzurrano su un letto di limatura d’ottone',
        caption: 'Paglia, viola, adesso.',
        palette: ['#b89a5a', '#2c3f6e'],
      },
      { kind: 'heading', level: 2, text: 'Quattro viti' },
      {
        kind: 'paragraph',
        text: 'Con ogni orologio viene un cacciavite. La lettera unita chiede al proprietario di svitare le quattro viti, estrarre il movimento, guardarlo e rimetterlo. Lo fa circa la metà. Quegli orologi, ha notato, tornano meno spesso in revisione.',
      },
      {
        kind: 'quote',
        text: 'Non si è più sbadati con una cosa di cui si è visto l’interno.',
        cite: 'Célestin Vuillermoz',
      },
      { kind: 'product', product: 'prod_meridian-clock' },
      {
        kind: 'paragraph',
        text: 'Il più piccolo viaggia. Il suo movimento è appeso in una cassa d’argento che è anche la sua campana; lui ne assottiglia il fondo col raschietto finché la nota è giusta, un la bemolle, basso quanto basta a non spaventare. Poi la cassa passa le montagne fino da [Ilaria Vannozzi](https://axiom.example/artisans/ilaria-vannozzi), che vi tende attorno il vitello bagnato e aspetta tre giorni.',
      },
      {
        kind: 'paragraph',
        text: 'I due hanno una lite non finita: se il cuoio smorzi il suono. Lui ha misurato di sì, di un decibel e mezzo. Lei dice che era quello che voleva.',
      },
    ],
  },
};

import type { Texts } from '../../types.ts';

/** Stories of lacquer, indigo, leather and wood. */
export const work: Texts['articles'] = {
  'art_nine-coats': {
    slug: 'nove-mani',
    title: 'Nove mani',
    role: 'Corrispondente da Tokyo',
    narrative: [
      {
        kind: 'paragraph',
        text: 'L’albero ha quindici anni quando Genzō Tachibana fa il primo taglio, lungo un pollice, non più profondo della corteccia. Torna dopo quattro giorni e taglia ancora, un po’ più lungo, appena sopra. A ottobre c’è una scala di cicatrici, e l’albero ha dato **una tazza e mezza** di linfa. A novembre lo si abbatte. Dal ceppo verrà un pollone.',
      },
      {
        kind: 'paragraph',
        text: 'L’urushi ha il colore del caffellatte quando lascia l’albero, ed è nero prima che finisca la mattina. Riempie di vesciche la pelle di chi non ci è abituato. Tachibana ci è abituato da quarant’anni e a luglio porta ancora un asciugamano al collo, *quando vola*.',
      },
      { kind: 'heading', level: 2, text: 'Non asciuga' },
      {
        kind: 'paragraph',
        text: 'La vernice asciuga: qualcosa la lascia. L’[urushi](https://axiom.example/materials/joboji-urushi) indurisce prendendo qualcosa. Un enzima della linfa ha bisogno dell’acqua dell’aria, e sotto il settanta per cento di umidità si addormenta. Un laccatore tiene perciò il lavoro in un armadio umido, e riesce meglio nella stagione delle piogge, quando la pittura di tutti gli altri fallisce.',
      },
      {
        kind: 'paragraph',
        text: 'Sainte-Croix non ha una stagione delle piogge. Célestin Vuillermoz ha costruito il suo armadio con una cantinetta per il vino, un umidificatore per neonati e lo sportello di un carillon. Lì dentro, su uno spiedo che gira piano, vanno i fusti d’argento delle penne, **ogni mano più sottile di un fiato sul vetro**.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'Due mani per aggrapparsi all’argento, cotte a 130 gradi.',
          'Tre per costruire, ciascuna spianata con carbone di magnolia.',
          'Tre di colore, filtrate attraverso la carta.',
          'Una passata con il cotone e quasi tutta tolta.',
        ],
      },
      { kind: 'product', product: 'prod_plumb-pen' },
      { kind: 'heading', level: 2, text: 'Perché coprire l’argento' },
      {
        kind: 'paragraph',
        text: 'L’argento è freddo, e scivola. La lacca ha la temperatura della mano in un secondo o due, e la trattiene con una piccola adesione che si nota solo dopo, con altre penne. Al bordo del cappuccio una linea di metallo resta nuda. È lì, dice, perché si resti onesti su ciò che c’è sotto.',
      },
      { kind: 'quote', text: 'Continua a indurire per cent’anni. Non potrò controllare.', cite: 'Célestin Vuillermoz' },
      {
        kind: 'paragraph',
        text: 'L’urushi nuovo è un po’ troppo scuro. Con il tempo schiarisce, come il tè quando lo si alza alla luce, e il rosso che sta tre mani più giù comincia a mostrarsi agli spigoli. Una penna della sua prima serie, prestataci per un giorno e fotografata su una pagina di [washi di Awa](https://axiom.example/products/understory-notebook), è diventata del bruno di una castagna d’India, con della luce dentro.',
      },
    ],
  },
  'art_a-look-into-the-jar': {
    slug: 'uno-sguardo-nella-giara',
    title: 'Uno sguardo nella giara',
    role: 'Corrispondente da Tokyo',
    narrative: [
      {
        kind: 'paragraph',
        text: 'L’indaco più pallido ha un nome buffo. *Kamenozoki* vuol dire una sbirciata nella giara: la stoffa ha guardato nel tino ed è uscita subito. I vecchi libri di campioni mettono un paio di dozzine di blu fra questo e il più scuro, e danno un nome a ciascuno.',
      },
      {
        kind: 'paragraph',
        text: 'I tintori li imparano dal numero di bagni, i poeti dalla stagione e i mercanti dal prezzo. Sayo Mikuriya tiene un libro con tutti e tre. Le pagine sono strisce di canapa tinte dalla sua bisnonna, **che non sapeva scrivere** e perciò le segnava con dei nodi.',
      },
      { kind: 'heading', level: 2, text: 'Cinque dal libro' },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Kamenozoki**, un bagno: latte scremato in una ciotola blu.',
          '**Mizuasagi**, due: una piscina in un paese dove piove.',
          '**Asagi**, quattro: un cipollotto, là dove finisce il verde.',
          '**Hanada**, sei: il blu a cui pensa quasi chiunque dica blu.',
          '**Kon**, otto o più: la sera, quando si è smesso di guardarla.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Nessuno si trova in barattolo. L’indaco sintetico è la stessa molecola fino all’ultimo atomo e dà un colore pulito e piatto. La pianta porta altre cose con sé, fra cui un rosso detto indirubina, un po’ di giallo, un po’ di bruno, in proporzioni che seguono l’estate. Per questo una stoffa tinta con la pianta cambia tanto fra una finestra e una lampada.',
      },
      { kind: 'heading', level: 2, text: 'Una tinta per Svaneke' },
      {
        kind: 'paragraph',
        text: 'In autunno arrivò a Kamiita dalla Danimarca un pacco di lino. [Asta Hjortlund](https://axiom.example/artisans/asta-hjortlund) voleva un paralume che fosse blu di giorno e non blu di notte. Non si sono mai incontrate. Si scrissero lettere, con strisce di stoffa appuntate, per cinque mesi.',
      },
      {
        kind: 'quote',
        text: 'Ha chiesto com’era la luce. Le ho mandato un vasetto di mare, e la dogana se l’è tenuto.',
        cite: 'Asta Hjortlund',
      },
      {
        kind: 'paragraph',
        text: 'Il lino beve l’indaco malvolentieri. Tre bagni diedero un grigio, sette un coperchio. Cinque, sciacquati subito, diedero una stoffa che al sole pare blu ardesia; illuminata da dentro, il filo diventa trasparente, il rosso viene avanti, e il paralume splende del colore del **pane tostato e imburrato**.',
      },
      { kind: 'product', product: 'prod_plumb-floor-lamp' },
      {
        kind: 'paragraph',
        text: 'Le due donne si sono accordate su un nome e non vogliono tradurcelo. Ora è la quarta striscia da sinistra in una pagina piena dal 1911, legata con un nodo che è evidentemente una barca.',
      },
      {
        kind: 'image',
        alt: 'Strisce di stoffa blu dalla più chiara alla più scura, annodate al margine di una pagina',
        palette: ['#dfe9ec', '#27466f'],
      },
    ],
  },
  'art_two-needles-one-thread': {
    slug: 'due-aghi-un-filo',
    title: 'Due aghi, un filo',
    role: 'Redattore',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Una macchina da cucire usa due fili. Uno sta sopra, uno sotto, e si agganciano in mezzo al cuoio. È veloce, forte e regolare, e ha un difetto: tagliate un’asola, tirate, e tutta la cucitura si apre come una cerniera.',
      },
      {
        kind: 'paragraph',
        text: 'Il punto sellaio usa **un solo filo con un ago a ogni capo**. I due aghi passano per ogni foro, da lati opposti. Tagliate un’asola e non succede nulla. Il filo corre ancora in quel foro per l’altra via. I finimenti si cucivano così, perché una redine che cede uccide qualcuno.',
      },
      { kind: 'heading', level: 2, text: 'I gesti' },
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi tiene il lavoro fra le ginocchia in una morsa di legno. Le ho chiesto di farlo piano e non ci è riuscita, così ho filmato le sue mani e ho contato.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'La lesina passa, da destra, con un angolo che lei non misura.',
          'L’ago sinistro la segue mentre esce.',
          'L’ago destro entra sotto il filo sinistro, *sempre sotto*, e mai attraverso.',
          'Le due braccia si aprono, il filo canta contro la cera, e il punto si siede.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Quattro secondi. Ce ne sono nove per pollice, e su una tracolla millecentottanta, cioè un’ora e venti se niente va storto e nessuno entra. Qualcuno entra sempre. Il forno accanto manda un ragazzo con i bordi della schiacciata.',
      },
      { kind: 'product', product: 'prod_scree-satchel' },
      { kind: 'heading', level: 2, text: 'Sotto il manico sinistro' },
      {
        kind: 'paragraph',
        text: 'Una fila di punti sellaio pende, come una bella calligrafia, e la pendenza è di chi l’ha cucita. Ilaria distingue le proprie cuciture da quelle delle due donne che lavorano accanto a lei, e le loro fra loro. *Marta è dritta,* dice. *Marta è stata nell’esercito.*',
      },
      {
        kind: 'quote',
        text: 'Fra sessant’anni qualcuno lo scucirà per ripararlo. Vorrei che avesse una mattina facile.',
        cite: 'Ilaria Vannozzi',
      },
      {
        kind: 'paragraph',
        text: 'Sul pezzo più piccolo, il portacarte, i punti sono undici in tutto. Tengono una sola [pelle di capra](https://axiom.example/materials/tarn-goatskin) piegata due volte. Il taccuino non ne ha di visibili: le pagine sono cucite con il lino su tre nastri, dalla stessa mano, e la copertina le abbraccia soltanto. Quando la carta è piena, la copertina lascia andare e prende il successivo.',
      },
      {
        kind: 'image',
        alt: 'Una fila di punti di lino inclinati lungo un bordo di cuoio',
        caption: 'Nove per pollice, inclinati.',
        palette: ['#7f8267', '#e8dcc4'],
      },
    ],
  },
  'art_after-the-storm': {
    slug: 'dopo-la-tempesta',
    title: 'Dopo la tempesta',
    role: 'Corrispondente',
    narrative: [
      {
        kind: 'paragraph',
        text: 'La notte del 22 dicembre 2023 il vento su Bornholm girò a nord-ovest e ci rimase. Al mattino novantaquattro querce erano a terra ad Almindingen. Erano state piantate duecento anni prima, quando la Danimarca aveva perso la flotta e intendeva **farne crescere un’altra**. Nessuno aveva detto loro che le navi si sarebbero fatte di ferro.',
      },
      {
        kind: 'paragraph',
        text: 'Asta Hjortlund salì con il gesso prima che le strade fossero libere. Numera gli alberi nell’ordine in cui li incontra e chiede tre cose a ciascuno: com’è caduto, che cosa faceva la chioma, e da che parte sta il cuore. Poi li compra interi, otto o dieci in un anno cattivo, nessuno in uno buono.',
      },
      { kind: 'heading', level: 2, text: 'La quercia 88' },
      {
        kind: 'paragraph',
        text: 'Un albero si vende a tavole segate. Lei lo pensa a membra. Nella quercia 88 i due metri più dritti sopra la prima forca sono diventati l’albero di una lampada; il piede è andato in tavole; il gomito da cui un ramo lasciava il tronco è ancora in piedi nell’angolo del capannone, *finché qualcuno non abbia bisogno proprio di quello*.',
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Le tavole**, accatastate per due anni: la scrivania da viaggio.',
          '**Il tratto netto**: l’albero della lampada da terra.',
          '**Il terzo tronco**: tamburi, torniti quando il legno era ancora bagnato.',
          '**La corteccia**: ai conciatori.',
        ],
      },
      {
        kind: 'image',
        alt: 'Una quercia sradicata con un numero a gesso sul tronco',
        caption: 'Ottantotto, come giaceva.',
        palette: ['#b9a27c', '#4a4134'],
      },
      { kind: 'heading', level: 2, text: 'La crepa' },
      {
        kind: 'paragraph',
        text: 'Il legno si ritira più attorno all’anello che attraverso. Un tamburo tornito da un tronco intero deve dunque creparsi, una volta, da qualche parte, e le sole domande sono quando e dove. I più la riempiono. Lei tornisce il tamburo, lo mette in soffitta e ce lo lascia quattordici mesi. Quando ha detto quel che aveva da dire, inserisce **due chiavi d’ottone** attraverso la crepa, perché non dica altro.',
      },
      {
        kind: 'quote',
        text: 'Me l’ha insegnato una barca. Si muove o si rompe. Si sceglie presto.',
        cite: 'Asta Hjortlund',
      },
      { kind: 'product', product: 'prod_almindingen-stool' },
      {
        kind: 'paragraph',
        text: 'La lampada è incastrata nel [granito](https://axiom.example/materials/svaneke-granite) come un albero nella chiglia, senza colla. La pietra viene da una cava in vista del capannone, ed era stata spaccata dal gelo prima che qualcuno ci pensasse. Per mettere a piombo la lampada la porta giù per lo scalo, la posa sulla roccia piatta in fondo e la allinea all’orizzonte, che da quella parte è **tutto mare, e molto dritto**.',
      },
      {
        kind: 'paragraph',
        text: 'Delle novantaquattro, lo Stato ne ha lasciate settanta dov’erano, per i coleotteri. Nei vuoti ora ci sono piantine, alte al ginocchio, due o tremila. Quelle non le ha numerate.',
      },
    ],
  },
};

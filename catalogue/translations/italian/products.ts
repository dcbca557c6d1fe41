import type { Texts } from '../types.ts';

/** Products. */
export const products: Texts['products'] = {
  'prod_ember-tote': {
    handle: 'borsa-ember',
    title: 'Borsa Ember',
    subtitle: 'Vitello conciato al vegetale, cucito a mano, nove punti al pollice',
    description:
      'Una borsa aperta, tagliata in due pannelli di vitello dell’Arno perché la grana corra intera attorno alla base. I manici sono arrotolati su corda di lino e cuciti con due aghi; la base poggia su cinque piedini di ottone tornito. Si vende chiara o scura, e nessuna delle due resta com’era.',
  },
  'prod_scree-satchel': {
    handle: 'tracolla-scree',
    title: 'Tracolla Scree',
    subtitle: 'Capra delle Causses, chiusa dal proprio peso',
    description:
      'Una tracolla senza fermaglio: una barra di ottone cucita nell’orlo della patta la tiene chiusa. Capra del Tarn, puntinata e opaca, foderata di lino greggio. La cinghia si regola in sette tacche e pende da due perni d’acciaio che si possono estrarre e sostituire.',
  },
  'prod_meridian-folio': {
    handle: 'portadocumenti-meridian',
    title: 'Portadocumenti Meridian',
    subtitle: 'Per carte che devono arrivare distese',
    description:
      'Un solo pezzo di vitello, piegato una volta, con un soffietto su due lati e una linguetta che passa sotto un ponte. Contiene fogli fino all’A4 e uno schermo fino a quattordici pollici. Dentro, una tasca di lino sta dove cade la mano; non c’è altro da cercare.',
  },
  'prod_tideline-card-case': {
    handle: 'portacarte-tideline',
    title: 'Portacarte Tideline',
    subtitle: 'Una capra, due pieghe, quattro carte',
    description:
      'Piegato come una lettera da un solo pezzo di capra e tenuto da undici punti. Il bordo, lasciato vivo e brunito con cera d’api, traccia sul davanti una linea irregolare, come un’onda sulla sabbia.',
  },
  'prod_plumb-pen': {
    handle: 'stilografica-plumb',
    title: 'Stilografica Plumb',
    subtitle: 'Argento riciclato sotto nove mani di urushi',
    description:
      'Una stilografica che sta in piedi sul proprio cappuccio. Il fusto è tornito in argento riciclato e laccato nove volte con urushi di Jōbōji; ogni mano indurisce due giorni all’umido. Si carica a pistone con una vite d’acciaio azzurrato, contiene 1,4 ml e si smonta senza attrezzi.',
  },
  'prod_understory-notebook': {
    handle: 'taccuino-understory',
    title: 'Taccuino Understory',
    subtitle: 'Carta di gelso in una coperta di capra che le sopravvive',
    description:
      'Una coperta di una sola capra piegata tiene un blocco di 192 pagine di washi di Awa, cucito su nastri di lino perché si apra piatto ovunque. Quando il blocco è pieno scivola fuori da due tagli, e ne entra un altro.',
  },
  'prod_eight-dips-scarf': {
    handle: 'carre-otto-bagni',
    title: 'Carré Otto Bagni',
    subtitle: 'Seta di Tomioka nell’indaco vivo, contata a bagni',
    description:
      'Un quadrato di saia di seta, novanta centimetri, tinto intero. Un bagno dà il kamenozoki, l’azzurro di uno sguardo nella giara; quattro danno l’asagi; otto danno il kon, quasi nero finché non si muove. L’orlo si arrotola prima della tintura, così il filo è blu fino al cuore.',
  },
  'prod_tideline-stole': {
    handle: 'stola-tideline',
    title: 'Stola Tideline',
    subtitle: 'Seta e lino, tinti in piedi nel tino',
    description:
      'Ordito di seta, trama di lino, due metri di lunghezza. Si appende sopra il tino e a ogni bagno scende di un palmo, così l’azzurro sale in sette righe che due stoffe non hanno mai uguali. Il lino prende il colore un poco dopo la seta, e la superficie brilla come sabbia bagnata.',
  },
  'prod_haar-wrap': {
    handle: 'scialle-haar',
    title: 'Scialle Haar',
    subtitle: 'Lana delle Shetland e seta, il peso di una nebbia di mare',
    description:
      'Haar è la nebbia che viene dal Mare del Nord in un giorno caldo. Lana delle Shetland a un capo, filata sottile quanto può e portata da un filo di seta, tessuta così rada che vi si legge attraverso un giornale, poi follata a mano finché non si può più.',
  },
  'prod_simmer-dim-throw': {
    handle: 'plaid-simmer-dim-it',
    title: 'Plaid Simmer Dim',
    subtitle: 'Lana non tinta, per l’ora tra due giorni',
    description:
      'In giugno il sole delle Shetland tramonta per cinque ore e non fa buio: è il simmer dim. Tre grigi naturali si seguono su questo plaid senza una riga tra loro. Tessuto a tutta l’altezza del telaio, con le cimose come sono.',
  },
  'prod_haaf-rug': {
    handle: 'tappeto-haaf',
    title: 'Tappeto Haaf',
    subtitle: 'Lana a tessitura piatta su ordito di lino',
    description:
      'Lo haaf era la pesca d’altura, a quaranta miglia, in barca aperta. Una tessitura piatta di lana scura su ordito di lino, battuta tanto che il lino scompare; trame chiare la attraversano alla distanza delle vecchie lenze. Non ha dritto né rovescio.',
  },
  'prod_taatit-cushion': {
    handle: 'cuscino-taatit',
    title: 'Cuscino Taatit',
    subtitle: 'Pelo annodato, dai tappeti nuziali delle Shetland',
    description:
      'I tappeti taatit erano copriletti fatti in due metà, una per famiglia, e cuciti insieme per le nozze. Questo cuscino è annodato allo stesso modo, in anelli di sei colori non tinti, e riempito della lana troppo corta per essere filata.',
  },
  'prod_ananea-ring': {
    handle: 'fede-ananea',
    title: 'Fede Ananea',
    subtitle: 'Una fascia semplice d’oro Fairmined, forgiata e non fusa',
    description:
      'L’oro è versato in una pietra aperta, martellato quadro, tirato tondo e chiuso da una saldatura dello stesso oro. L’esterno resta come l’ultimo martello l’ha lasciato; l’interno è lucidato, e inciso con la settimana in cui fu lavato il minerale.',
  },
  'prod_headwater-ring': {
    handle: 'anello-headwater',
    title: 'Anello Headwater',
    subtitle: 'Uno zaffiro di Yogo, a filo dell’oro',
    description:
      'Uno zaffiro non riscaldato di 0,8 carati, da Yogo Gulch, sta a filo in una fascia pesante, così che si porta sotto un guanto. La sede è tagliata per la pietra e non la pietra per la sede; di lato si vede soltanto oro.',
  },
  'prod_ichu-bracelet': {
    handle: 'bracciale-ichu',
    title: 'Bracciale Ichu',
    subtitle: 'Filo d’argento, intrecciato come un ponte d’erba',
    description:
      'Sopra l’Apurímac, ogni giugno, un ponte d’erba ichu viene tagliato e intrecciato di nuovo. Questo bracciale segue la torsione dei suoi grandi cavi: trenta fili d’argento riciclato, ritorti a due, poi intrecciati a tre. Ha una molla propria e non vuole fermaglio.',
  },
  'prod_low-water-bangle': {
    handle: 'bangle-low-water',
    title: 'Bangle Low Water',
    subtitle: 'Oro Fairmined e tre perle della baia di Ago',
    description:
      'Un rigido aperto quanto un polso visto di taglio. Tre perle akoya stanno nell’estremità che tocca il polso, sommerse a metà, come sassi con la bassa marea. Sono forate da sotto, così tutta la madreperla che si vede è come l’ostrica l’ha fatta.',
  },
  'prod_meridian-clock': {
    handle: 'orologio-da-tavolo-meridian',
    title: 'Orologio da tavolo Meridian',
    subtitle: 'Otto giorni, una lancetta per l’ora, una per quel che resta',
    description:
      'Un orologio da tavolo sotto una cupola di cristallo, su un disco di granito di Svaneke. La seconda lancetta al centro non mostra i secondi: mostra quanta molla resta. Il movimento ha nove ruote, cammina otto giorni ed è tenuto da quattro viti, che il proprietario è pregato di svitare almeno una volta.',
  },
  'prod_waypost-clock': {
    handle: 'sveglia-da-viaggio-waypost',
    title: 'Sveglia da viaggio Waypost',
    subtitle: 'Argento riciclato in un astuccio di vitello; suona una volta e non insiste',
    description:
      'Una sveglia meccanica per una notte in una stanza estranea. Si regola girando la lunetta e batte sulla cassa stessa, una nota sola di circa quattro secondi. L’astuccio di vitello si ripiega a far da sostegno, e si chiude senza che si veda metallo.',
  },
  'prod_first-firing-vase': {
    handle: 'vaso-prima-cottura',
    title: 'Vaso Prima Cottura',
    subtitle: 'Tornito in tre tirate, smaltato solo dentro',
    description:
      'Un vaso con spalla, tornito in porcellana dura, così sottile al labbro da lasciar vedere un dito. Fuori è biscotto nudo, lucidato con tela diamantata finché pare l’interno di una conchiglia. Contiene acqua, e un ramo meglio di dodici steli.',
  },
  'prod_neap-bowl': {
    handle: 'ciotola-neap',
    title: 'Ciotola Neap',
    subtitle: 'Una ciotola pallida con la marea segnata dentro',
    description:
      'Lo smalto si versa, si tiene nove secondi e si riversa, così si ferma a una riga sua, un dito sotto l’orlo. Sotto la riga la ciotola brilla, sopra è asciutta al tatto. Tre misure, che si impilano con un suono di ghiaia.',
  },
  'prod_tarn-carafe': {
    handle: 'caraffa-tarn',
    title: 'Caraffa Tarn',
    subtitle: 'Soffiata senza stampo; 80 centilitri, più o meno',
    description:
      'Una caraffa soffiata libera e fatta oscillare una volta, perché il suo peso tiri il collo. La base è spessa un pollice e getta sulla tovaglia una luce lenta, orlata di verde. Senza piombo, e va in lavastoviglie, anche se qui nessuno ha provato.',
  },
  'prod_tarn-tumblers': {
    handle: 'bicchieri-tarn',
    title: 'Bicchieri Tarn, la coppia',
    subtitle: 'Soffiati nel faggio bagnato, con la vena del legno nel vetro',
    description:
      'Due bicchieri da uno stesso stampo, fatti uno dopo l’altro. Il vapore tra vetro caldo e legno bagnato lucida la parete e lascia un’increspatura lievissima, che il pollice trova prima dell’occhio.',
  },
  'prod_hearth-candle': {
    handle: 'candela-hearth',
    title: 'Candela di porcellana Hearth',
    subtitle: 'Cera d’api di Valensole in una coppa che la fiamma attraversa',
    description:
      'Cera d’api pura con stoppino di lino, versata in una coppa di porcellana di due millimetri. Mentre la cera scende la coppa s’illumina da sotto, e dopo una cinquantina d’ore è una coppa. Le ricariche sono semplici cilindri; lo stoppino c’è già.',
  },
  'prod_breath-vessel': {
    handle: 'diffusore-breath',
    title: 'Diffusore Breath',
    subtitle: 'Biscotto su noce; beve una goccia e la rende piano',
    description:
      'Una forma chiusa di porcellana senza smalto, cotta cento gradi in meno perché resti porosa. Sette gocce d’olio sulla cima sono bevute in un minuto e profumano una stanza per due giorni. Né fiamma, né bastoncini, né corrente.',
  },
  'prod_banked-fire-lamp': {
    handle: 'lampada-brace',
    title: 'Lampada Brace',
    subtitle: 'Una cupola di vetro fumé sopra una luce di brace',
    description:
      'Il paralume è levato due volte, chiaro su ambra, perché il colore stia dentro la parete. Il piede è tornito da una sola barra d’ottone. Una rotella sotto il bordo la porta dalla luce di lettura fino a 1.800 kelvin, il colore di un fuoco coperto per la notte.',
  },
  'prod_plumb-floor-lamp': {
    handle: 'lampada-da-terra-plumb',
    title: 'Lampada da terra Plumb',
    subtitle: 'Un albero di quercia piantato nel granito, sotto un paralume di lino',
    description:
      'L’albero ha otto facce al piede ed è tondo in cima, come quello di una barca, e sta in una pietra senza colla: il suo peso lo tiene a piombo. Il paralume è cucito in lino di Caux su un anello d’ottone e si toglie per lavarlo.',
  },
  'prod_almindingen-stool': {
    handle: 'sgabello-almindingen',
    title: 'Sgabello Almindingen',
    subtitle: 'Tornito da un solo tronco, con la fenditura lasciata',
    description:
      'Un tamburo tornito verde da un solo pezzo di quercia e scavato da sotto, poi lasciato quattordici mesi a muoversi come voleva. Sarà asciugato un poco ovale, con una fenditura, fermata da una chiave d’ottone e mai riempita. Una seduta, un gradino o un tavolo per una tazza.',
  },
  'prod_tilt-writing-box': {
    handle: 'scrittoio-tilt',
    title: 'Scrittoio portatile Tilt',
    subtitle: 'Quercia e noce; il coperchio è un leggio di dodici gradi',
    description:
      'Chiuso è una semplice scatola di quercia. Aperto, il coperchio si posa su una guida di noce e diventa un piano inclinato di dodici gradi, rivestito di capra, con una scanalatura per una penna. Gli angoli sono a coda di rondine, fatti a occhio: due code non hanno mai la stessa larghezza.',
  },
};

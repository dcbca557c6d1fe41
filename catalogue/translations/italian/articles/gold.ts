import type { Texts } from '../../types.ts';

/** Stories of gold, silver, sapphire and pearl. */
export const gold: Texts['articles'] = {
  'art_gold-has-no-memory': {
    slug: 'l-oro-non-ha-memoria',
    title: 'L’oro non ha memoria',
    role: 'Corrispondente',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Fondete insieme due anelli, e nessun laboratorio al mondo saprà dirvi che erano due. Per questo l’oro è denaro da tanto tempo, e per questo è stato così facile mentire su di esso. Qualunque cosa si sia fatta per averlo, il metallo esce pulito dal crogiolo.',
      },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe Huanca comincia quindi dall’altro capo. Quattro volte l’anno prende la corriera notturna da Cusco a Juliaca e poi un furgone condiviso fino ad **Ananea**, dove la strada passa a 4.900 metri e il ghiacciaio guarda nel cortile. Porta una bilancia, acido, una pietra di paragone e contanti.',
      },
      { kind: 'heading', level: 2, text: 'Il tavolo' },
      {
        kind: 'paragraph',
        text: 'La cooperativa vende il venerdì, a un tavolo con la tela cerata. Ogni lotto ha un nome e il numero di una galleria. Dal 2016 i soci non usano mercurio: il minerale si macina bagnato, passa su stuoie a coste e poi su una tavola a scosse, e ciò che resta nell’ultima scanalatura è un filo giallo non più spesso di un laccio.',
      },
      {
        kind: 'paragraph',
        text: 'Recuperano meno dei loro vicini. Il premio [Fairmined](https://axiom.example/materials/ananea-gold) compensa, e ha pagato l’ambulatorio e un’aula con i doppi vetri. Sabina Ccori, che ha venduto il lotto di cui sono fatti gli anelli di quest’anno, è la seconda donna del distretto ad avere una galleria a proprio nome. Fino al 2012 le donne non potevano scendere, *perché la montagna sarebbe stata gelosa*. Lei dice che la montagna non ha sollevato obiezioni.',
      },
      {
        kind: 'image',
        alt: 'Un filo d’oro nell’ultima scanalatura di una tavola a scosse',
        caption: 'Settimana diciannove: undici grammi da due tonnellate.',
        palette: ['#221a12', '#d9ab4f'],
      },
      { kind: 'heading', level: 2, text: 'Forgiato' },
      {
        kind: 'paragraph',
        text: 'A Cusco l’oro viene legato, colato in un solco scavato in un sasso di fiume, e martellato. Un anello fuso è un liquido gelato, pieno di minuscole cavità. Uno forgiato ha la *fibra*, come il legno, e suona quando cade.',
      },
      { kind: 'product', product: 'prod_ananea-ring' },
      {
        kind: 'paragraph',
        text: 'Per il secondo anello aspetta una pietra. Viene da un filone di [Yogo Gulch](https://axiom.example/materials/yogo-sapphire), nel Montana, largo due passi e lungo cinque miglia, che non ha mai dato uno zaffiro oltre i diciannove carati. La sua pesa meno di un carato. È incastonata così bassa che un guanto ci scivola sopra.',
      },
      {
        kind: 'quote',
        text: 'All’interno scrivo la settimana. Se l’oro non ricorda, può farlo l’anello.',
        cite: 'Nayra Quispe Huanca',
      },
    ],
  },
  'art_a-bridge-of-grass': {
    slug: 'un-ponte-d-erba',
    title: 'Un ponte d’erba',
    role: 'Corrispondente',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Ogni giugno, quattro comunità sopra l’Apurímac tagliano il loro ponte e lo lasciano cadere nel fiume. Poi ne fanno un altro. Si fa così da circa cinquecento anni, ci vogliono **quattro giorni**, e il ponte è d’erba.',
      },
      {
        kind: 'paragraph',
        text: 'L’erba è l’*ichu*, il ciuffo giallo e rigido dell’altopiano. Ogni famiglia deve quaranta braccia di corda. Le donne la torcono prima, camminando, badando alle pecore, due fili l’uno contro l’altro fra i palmi. Il primo giorno le corde si stendono lungo la strada e si torcono a tre a tre in funi, e le funi si intrecciano in cavi grossi come una coscia.',
      },
      { kind: 'heading', level: 2, text: 'Perché tiene' },
      {
        kind: 'paragraph',
        text: 'Un filo d’ichu si spezza con un peso che un bambino solleverebbe. In una corda ogni filo è stretto dai vicini per tutta la lunghezza, e più si tira, più stringono. Ogni livello è torto **contro** quello sotto, così che ciò che vuole svolgersi nella corda è trattenuto da ciò che vuole svolgersi nella fune. I sei cavi insieme porterebbero cinquanta persone e una banda.',
      },
      {
        kind: 'quote',
        text: 'Mio zio ci camminò sopra quando non c’era ancora il piano. Disse: è solo un nodo molto lungo.',
        cite: 'Nayra Quispe Huanca',
      },
      { kind: 'heading', level: 2, text: 'In argento' },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe tirò filo per due anni prima che le lasciassero farne qualcosa. Il bracciale è la sua risposta a quei due anni. Trenta fili da 0,9 millimetri si torcono a due a due verso sinistra, poi a cinque verso destra, e le tre funi si intrecciano; il passo è quello dei corrimano di Q’eswachaka, contato su una fotografia e corretto da suo zio.',
      },
      {
        kind: 'image',
        alt: 'Tre funi d’argento intrecciate in una fascia, viste da vicino',
        caption: 'A sinistra, a destra, e sopra.',
        palette: ['#c9cccd', '#5f666a'],
      },
      {
        kind: 'paragraph',
        text: 'Come il ponte, non ha chiusura. La treccia è elastica: si apre per far entrare il polso di lato, e si richiude. Il metallo è [argento che è stato altre cose](https://axiom.example/materials/recycled-silver), per lo più lastre radiografiche, e a lei piace pensare a tutti quei polmoni.',
      },
      { kind: 'product', product: 'prod_ichu-bracelet' },
      {
        kind: 'paragraph',
        text: 'Non durerà per sempre, dice; l’argento intrecciato si consuma dove si incrocia. Fra venti o trent’anni l’interno sarà sottile. Allora lo si potrà rimandare, fondere e rifare, *possibilmente in giugno*.',
      },
    ],
  },
  'art_low-water': {
    slug: 'bassa-marea',
    title: 'Bassa marea',
    role: 'Corrispondente da Tokyo',
    narrative: [
      {
        kind: 'paragraph',
        text: 'La parola è *hamaage*, portare su alla spiaggia. Succede in dicembre, quando l’acqua della baia di Ago è scesa sotto i quindici gradi. Nell’acqua calda l’ostrica depone la madreperla in fretta e alla leggera. In quella fredda quasi si ferma, e gli ultimi strati che aggiunge sono i più sottili, **un terzo di micron ciascuno**, e piatti come le pagine di un dizionario.',
      },
      {
        kind: 'paragraph',
        text: 'Sono quelle pagine che si vedono. La luce ne attraversa alcune, rimbalza su altre, e torna sfasata rispetto a sé stessa. Una perla presa in settembre è una palla bianca. La stessa, tre mesi dopo, ha qualcuno in casa.',
      },
      { kind: 'heading', level: 2, text: 'Da novecento a tre' },
      {
        kind: 'paragraph',
        text: 'Sulla zattera di Tategami, Mitsuo Hamaguri apre le conchiglie con un coltello smussato e un giro di pollice. Una su quattro è vuota; l’ostrica ha sputato il nucleo. Metà delle altre sono macchiate, con la coda o spente. Da un cesto di novecento ne mette una trentina su un panno grigio accanto alla finestra a nord e lascia la capanna, perché una persona nella stanza cambia il colore.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'Prima toglie tutto ciò che attira l’occhio.',
          'Poi tutto ciò che non lo attira.',
          'Quel che resta si accoppia a tre a tre, facendolo rotolare.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Di solito l’[akoya](https://axiom.example/materials/ago-pearl) si sbianca e si tinge appena di rosa. Queste sono soltanto lavate nel sale. Il loro colore sta fra la panna e il verde di un céladon molto sottile, e nessun filo nella vetrina di un gioielliere ha più proprio quel colore.',
      },
      { kind: 'image', alt: 'Tre perle su un panno grigio accanto a una finestra', palette: ['#dfe1df', '#8f989c'] },
      { kind: 'heading', level: 2, text: 'A Cusco, lontano dal mare' },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe non aveva mai montato una perla. Mise le tre in un piattino d’acqua sul banco e le guardò per qualche settimana, fra una cosa e l’altra. In un viaggio a Lima vide dei sassi sulla spiaggia di Chorrillos, ritirata la marea, *ciascuno nella sua piccola pozza, mezzo dentro e mezzo fuori*.',
      },
      { kind: 'product', product: 'prod_low-water-bangle' },
      {
        kind: 'quote',
        text: 'Tutti sollevano una perla, per mostrarla. Ho pensato che forse le piacerebbe sdraiarsi.',
        cite: 'Nayra Quispe Huanca',
      },
      {
        kind: 'paragraph',
        text: 'Così sono affondate fino all’equatore nell’estremità della barra, fissate da sotto, e riposano all’interno del polso, dove la pelle è calda. Le perle si spengono in cassaforte. Vogliono un po’ d’umido e un battito.',
      },
    ],
  },
};

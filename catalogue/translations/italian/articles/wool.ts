import type { Texts } from '../../types.ts';

/** Stories of wool. */
export const wool: Texts['articles'] = {
  'art_eleven-colours-of-sheep': {
    slug: 'undici-colori-di-pecora',
    title: 'Undici colori di pecora',
    role: 'Redattore',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Le pecore più settentrionali della Gran Bretagna stavano sulla spiaggia e se la mangiavano. A Burrafirth le alghe arrivano con le burrasche di gennaio, e il gregge scende dalla collina con la marea bassa senza che nessuno lo chiami. Conoscono le tavole di marea, dice l’uomo a cui appartengono, *meglio del comune*.',
      },
      {
        kind: 'paragraph',
        text: 'Una pecora delle Shetland pesa quanto un cane grosso. Il suo vello è appena un chilo, e dalla spalla alla coda è tre lane diverse: al **collo** fine come il merino, sul dorso buona per i maglioni, sulla coscia adatta a un tappeto. Chi la cerne la divide al tatto, con gli occhi altrove.',
      },
      { kind: 'heading', level: 2, text: 'Le parole' },
      {
        kind: 'paragraph',
        text: 'Le isole hanno undici nomi per i colori di una pecora intera, e altri trenta per le sue macchie. Quasi tutti sono norn, una lingua che altrove si spense con il Settecento ed è sopravvissuta, per così dire, sulla lana.',
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Shaela**: grigio acciaio scuro, come la brina nera.',
          '**Emsket**: grigio-azzurro fosco, un’ardesia bagnata.',
          '**Moorit**: rosso-bruno, un banco di torba al sole.',
          '**Mioget**: miele, caldo e un po’ verde.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Per cent’anni le filande pagarono solo il bianco, perché il bianco prende la tinta, e le pecore scure furono eliminate. Nel 1977 ne restavano troppo poche per tenere occupata una sola filatrice. Il gregge di Unst discende da nove pecore moorit che una maestra teneva dietro la canonica, per spirito di contraddizione.',
      },
      { kind: 'product', product: 'prod_haar-wrap' },
      { kind: 'heading', level: 2, text: 'Al telaio' },
      {
        kind: 'paragraph',
        text: '[Inga Linklater](https://axiom.example/artisans/inga-linklater) chiede i velli con il nome della pecora. Per il plaid ne stende diciannove sul pavimento del böd, dallo scuro al chiaro, cammina lungo la fila e ne scambia due. La filanda in fondo al voe li fila in quell’ordine. Il filato senza tinta conserva le piccole differenze fra un animale e l’altro, e attraversano la stoffa come il tempo che fa.',
      },
      {
        kind: 'quote',
        text: 'Viene una lineetta dove finisce Bess e comincia Truida. La lascio. Non sono mai andate d’accordo.',
        cite: 'Inga Linklater',
      },
      {
        kind: 'paragraph',
        text: 'Ciò che è troppo corto da filare riempie cuscini. Ciò che è troppo corto anche per quello va sulle patate. La [lana](https://axiom.example/materials/shetland-wool) si lava nell’acqua di ruscello con un po’ di soda e nient’altro, e in una giornata umida un plaid sa ancora, molto lievemente, di lanolina, d’erica e di spiaggia.',
      },
      {
        kind: 'image',
        alt: 'Velli stesi su un pavimento di pietra, dal grigio scuro al chiaro',
        caption: 'Diciannove pecore, in ordine di apparizione.',
        palette: ['#6f6c69', '#d8d2c6'],
      },
    ],
  },
  'art_cut-down-at-ten-in-the-evening': {
    slug: 'tagliato-alle-dieci-di-sera',
    title: 'Tagliato alle dieci di sera',
    role: 'Corrispondente',
    narrative: [
      {
        kind: 'paragraph',
        text: 'A sessanta gradi nord, nel giorno più lungo, il sole va sotto il mare alle ventidue e trentaquattro e ne riesce alle tre e quaranta. Fra le due cose non è notte. Il cielo resta del colore dell’interno di una cozza, e si può leggere, o pescare, o finire un tappeto.',
      },
      {
        kind: 'paragraph',
        text: 'Inga Linklater ci stava sopra da **cinque settimane**. D’estate lavora da metà pomeriggio, quando la finestra sul porto dà la luce più piatta, perché la luce piatta mostra una trama pigra. L’ultimo palmo la portò dall’ora del tè fino alle dieci.',
      },
      { kind: 'heading', level: 2, text: 'Battere l’ordito fuori di vista' },
      {
        kind: 'paragraph',
        text: 'In quasi tutte le tessiture piane si vedono i due fili. Nella sua l’ordito è di [lino](https://axiom.example/materials/caux-linen), messo largo, e la lana è battuta finché si chiude del tutto sul lino. Ci riesce solo il peso. Il suo pettine è un ginocchio di nave con trenta libbre di piombo dentro, e lei lo porta avanti tre volte per ogni trama.',
      },
      {
        kind: 'quote',
        text: 'Una volta per la lana, una per la moglie, una per quello che è fuori.',
        cite: 'Detto al telaio, a Scalloway',
      },
      {
        kind: 'paragraph',
        text: 'Lo *haaf* era la pesca d’altura: sei uomini in una barca aperta, a quaranta miglia, con sette miglia di lenza. In una notte di luglio del 1881 dieci barche non tornarono. Il suo disegno non è altro che quelle lenze. Trame pallide attraversano il campo scuro, e gli spazi fra loro sono gli spazi fra gli ami, come li dà il registro di un affittuario: **quattro braccia, poi quattro, poi cinque**.',
      },
      { kind: 'product', product: 'prod_haaf-rug' },
      { kind: 'heading', level: 2, text: 'Il taglio' },
      {
        kind: 'paragraph',
        text: 'Un pezzo si taglia dal telaio con le forbici grandi, e chi è nei dintorni entra a guardare. È il solo momento in cui una tessitrice vede tutto ciò che ha fatto. Fino ad allora si è avvolto lontano da lei su un rullo, a faccia in giù.',
      },
      {
        kind: 'paragraph',
        text: 'Quella sera eravamo in sette, e un cane. Tagliò lungo il subbio, in fretta, come si toglie un cerotto. Il tappeto scivolò giù con un lungo respiro e si distese sulle lastre. Nessuno accese una lampada. Ci camminò sopra con i calzini da un capo all’altro, piano, cercando qualcosa con i piedi.',
      },
      {
        kind: 'paragraph',
        text: 'Dopo ci sedemmo fuori contro il muro caldo sotto uno dei suoi [plaid](https://axiom.example/products/simmer-dim-throw), e non si fece più buio.',
      },
      {
        kind: 'image',
        alt: 'Un tappeto scuro con righe chiare su lastre di pietra, in una luce grigia',
        palette: ['#c9d0d3', '#3a3734'],
      },
    ],
  },
};

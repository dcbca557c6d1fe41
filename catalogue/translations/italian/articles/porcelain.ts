import type { Texts } from '../../types.ts';

/** Stories of porcelain and wax. */
export const porcelain: Texts['articles'] = {
  'art_white-earth': {
    slug: 'terra-bianca',
    title: 'Terra bianca',
    role: 'Direttrice del giornale',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Nel 1768 la moglie di un chirurgo di Saint-Yrieix-la-Perche cercava qualcosa per sbiancare la biancheria e cavò da un burrone una terra morbida e grassa. Non lavava. Il marito ne mandò un campione a uno speziale di Bordeaux, che sapeva che cosa mezza Europa stesse cercando. Era **caolino**.',
      },
      {
        kind: 'paragraph',
        text: 'Le cave sono chiuse da tempo, tranne un piccolo fronte che si taglia a mano per chi insiste. Solène Chassagnard insiste. Scende ogni ottobre con un rimorchio, e sta sotto la pioggia mentre Ghislain Peyrichout dei [Kaolins de la Loue](https://axiom.example/materials/limousin-porcelain) affetta la scarpata con una vanga che tiene per questo e nient’altro.',
      },
      { kind: 'heading', level: 2, text: 'Un’argilla che non dimentica nulla' },
      {
        kind: 'paragraph',
        text: 'La pasta di porcellana è per metà caolino, con feldspato e quarzo. La si lascia in cantina fino a primavera, dove inacidisce e diventa un poco più ubbidiente. Molto ubbidiente non lo diventa mai. Non si allunga quasi, e ricorda: raddrizzate un orlo storto e sembrerà perfetto, andrà nel forno, e uscirà **storto nello stesso punto**.',
      },
      {
        kind: 'paragraph',
        text: 'Per questo le fabbriche la colano nel gesso. Solène la tornisce. Ha calcolato di avere tre alzate, di circa nove secondi, e che alla prima la parete deve già essere dove la vuole all’ultima.',
      },
      {
        kind: 'image',
        alt: 'Un vaso bianco con le spalle su un tornio, le mani appena sollevate',
        caption: 'Dopo la terza alzata.',
        palette: ['#efece4', '#c3bdb0'],
      },
      {
        kind: 'quote',
        text: 'La porcellana non si corregge. Ci si scusa e si prende un’altra palla.',
        cite: 'Solène Chassagnard',
      },
      { kind: 'heading', level: 2, text: 'Domenica sera' },
      {
        kind: 'paragraph',
        text: 'Il forno si accende la domenica alle sei di sera, quando la corrente costa poco e i vecchi vicini della lavanderia sono a cena. A 1.400 gradi il feldspato fonde e corre fra i grani; il vaso si siede su sé stesso e perde un settimo dell’altezza. Per un’ora è, a rigore, *un liquido molto denso a forma di vaso*.',
      },
      { kind: 'product', product: 'prod_first-firing-vase' },
      {
        kind: 'paragraph',
        text: 'Il martedì bussa a ciascuno con una nocca. Un pezzo sano risponde con una nota chiara che continua; uno incrinato fa *toc*. Nella cottura che abbiamo visto hanno suonato sette vasi su undici. Gli altri quattro li ha rotti subito, ha messo il coccio migliore sotto il microscopio e ha scritto per dieci minuti.',
      },
      {
        kind: 'paragraph',
        text: 'Le ciotole sono più semplici e vengono a sessanta per volta. Lo smalto si versa, si tiene finché lei conta fino a nove, si riversa, e dove si è fermato resta. Lei non lo guida. C’è una linea dentro ognuna, come sul muro di un porto, e nessuna è in piano.',
      },
    ],
  },
  'art_a-cup-of-light': {
    slug: 'una-tazza-di-luce',
    title: 'Una tazza di luce',
    role: 'Redattore',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Per fare un chilo di cera, le api ne mangiano sette o otto di miele. La sudano in scaglie da sotto il ventre, la masticano e ci costruiscono al buio, appese in catene alle zampe l’una dell’altra. Quando una cella è piena di miele la chiudono con **un coperchio di cera nuova**, la più pulita che ci sia. Gli apicoltori chiamano opercoli questi coperchi.',
      },
      {
        kind: 'paragraph',
        text: 'Sull’altopiano di Valensole le arnie si spostano quattro volte l’anno: mandorlo, rosmarino, lavanda, edera. Gli opercoli del mese della lavanda si fondono dietro un vetro, con il solo sole, perché non passino mai i settanta gradi. La cera sa di fieno, di armadio caldo e, per ultimo, del fiore.',
      },
      { kind: 'heading', level: 2, text: 'Una parete di due millimetri' },
      {
        kind: 'paragraph',
        text: 'Solène Chassagnard tornisce la tazza sottile quanto osa. La porcellana dura è un vetro con dentro dei cristalli, e lascia passare la luce dove ce n’è poca. Finché la candela è nuova, la tazza è bianca. Dopo un’ora si forma una pozza, la fiamma scende dietro l’orlo, e **la parete comincia a splendere**, prima a mezzaluna, poi tutt’intorno.',
      },
      {
        kind: 'image',
        alt: 'Una candela accesa la cui tazza di porcellana splende da dentro',
        caption: 'La trentesima ora.',
        palette: ['#f7e6c4', '#b9762c'],
      },
      {
        kind: 'paragraph',
        text: 'Arde per una cinquantina d’ore. Poi la si lava con acqua calda e si ha una tazza, per il tè o per il [prossimo cilindro di cera](https://axiom.example/products/hearth-candle). Lei beve il caffè dalla primissima, che è uscita ovale.',
      },
      { kind: 'heading', level: 2, text: 'Cento gradi in meno' },
      {
        kind: 'paragraph',
        text: 'L’altro vaso non ha aperture, se non un foro per il vapore che bisognerebbe cercare con un ago. È cotto a 1.290 gradi dove una tazza ne riceve 1.400. A quel calore il corpo tiene e *i pori non si sono ancora chiusi*. Mettete una goccia d’olio sulla sommità: si allarga, scurisce, e sparisce. Per due giorni la porcellana la restituisce alla stanza, più in fretta quando qualcuno apre la porta.',
      },
      {
        kind: 'quote',
        text: 'Per una fabbrica è un difetto che si chiama sottocottura. Io mi ci sono solo trasferita.',
        cite: 'Solène Chassagnard',
      },
      { kind: 'product', product: 'prod_breath-vessel' },
      {
        kind: 'paragraph',
        text: 'Sta su un piede di [noce](https://axiom.example/materials/perigord-walnut), perché un vaso poroso lascerebbe un cerchio sul tavolo. I colori sono due. Fumo è la stessa argilla, avvolta in foglie di castagno per la cottura, e conserva qua e là l’impronta di una nervatura.',
      },
      {
        kind: 'paragraph',
        text: 'Nessuno dei due oggetti fa granché. Su questo è ferma. Una fiamma o un profumo sono compagnia, dice, e la compagnia dovrebbe sapere quando smettere.',
      },
    ],
  },
};

import type { Block } from '../../blocks.ts';
import type { GuideTexts } from '../../guides/types.ts';

/** The guides for care and sizes. */
export const guides: GuideTexts = {
  care: {
    care_leather: {
      title: 'La cura della pelle',
      instructions: paragraphs(
        'Se è bagnata, lasciatela asciugare lentamente, lontano dai termosifoni, riempita di carta bianca.',
        'Due volte l’anno, un cucchiaio di balsamo alla cera d’api con un panno morbido. I graffi della pelle conciata al vegetale si chiudono sotto un pollice tiepido.',
      ),
    },
    care_textiles: {
      title: 'La cura di seta, lino e lana',
      instructions: paragraphs(
        'Arieggiate una notte prima di lavare: la maggior parte dei tessuti non chiede altro.',
        'Lavate a mano in acqua fresca, con un sapone per la lana. Premete l’acqua in un asciugamano, senza strizzare.',
      ),
    },
    care_rugs: {
      title: 'La cura di tappeti e cuscini',
      instructions: paragraphs(
        'Scuotetelo alla finestra, e giratelo di mezzo giro ogni primavera, perché si consumi in modo uniforme.',
        'Sollevate una macchia con acqua fredda e un panno bianco, dal bordo verso il centro. Affidate il lavaggio a chi pulisce tappeti.',
      ),
    },
    care_indigo: {
      title: 'La cura dell’indaco vivo',
      instructions: paragraphs(
        'L’indaco cede un po’ di colore nel primo anno: portatelo con il blu, e lavatelo da solo.',
        'Lavate a mano in acqua fredda, senza sapone le prime tre volte. Asciugate all’ombra, dove il blu resta profondo.',
      ),
    },
    'care_gold-and-silver': {
      title: 'La cura di oro, argento e perle',
      instructions: paragraphs(
        'Acqua tiepida, una goccia di sapone e uno spazzolino morbido. L’argento che si porta ogni giorno non annerisce.',
        'Le perle arrivano per ultime e vanno via per prime: mettetele dopo il profumo, e la sera passatele con un panno asciutto.',
      ),
    },
    care_clocks: {
      title: 'La cura degli orologi',
      instructions: paragraphs(
        'Caricatelo lo stesso giorno di ogni settimana, finché la chiave si ferma da sola. Regolatelo solo in avanti.',
        'Fatelo pulire e oliare ogni cinque anni da qualsiasi orologiaio: l’elenco delle parti è dentro la cassa.',
      ),
    },
    'care_porcelain-and-glass': {
      title: 'La cura di porcellana e vetro',
      instructions: paragraphs(
        'Lavate a mano in acqua tiepida, un pezzo alla volta, su un panno steso nel lavello.',
        'L’aceto toglie il calcare. Lasciate raffreddare un pezzo tiepido prima di metterlo nell’acqua fredda.',
      ),
    },
    care_wood: {
      title: 'La cura del legno',
      instructions: paragraphs(
        'Spolverate con un panno asciutto. Lavate il legno insaponato due volte l’anno, con scaglie di sapone in acqua tiepida, lungo la vena.',
        'Tenetelo a un metro dai termosifoni. Il cerchio di un bicchiere va via con un po’ di sapone e lana d’acciaio fine.',
      ),
    },
    care_lamps: {
      title: 'La cura delle lampade',
      instructions: paragraphs(
        'Staccate la spina e lasciate raffreddare la lampada. Passate il vetro con un panno umido, e spazzolate il paralume dall’alto in basso.',
        'Ogni parte si può sostituire: scriveteci con il numero sotto la base.',
      ),
    },
    'care_pens-and-paper': {
      title: 'La cura di penne e carta',
      instructions: paragraphs(
        'Sciacquate il pennino con acqua fresca ogni mese, e ogni volta che cambiate inchiostro.',
        'Tenete la carta in piano, lontano dal sole. La carta di gelso si ripara con colla d’amido.',
      ),
    },
    care_candles: {
      title: 'La cura di candele e vasi',
      instructions: paragraphs(
        'La prima volta lasciate sciogliere la cera fino al bordo, e tagliate lo stoppino a mezzo centimetro prima di ogni accensione.',
        'Lavate il vaso vuoto in acqua calda. Si può riempire di nuovo, o usare come tazza.',
      ),
    },
  },
  sizes: {
    size_rings: {
      title: 'Le misure degli anelli',
      howToMeasure: [
        {
          kind: 'list',
          ordered: true,
          items: [
            'Avvolgete una striscia di carta attorno al dito, sotto la nocca, di sera.',
            'Segnate dove si incontra e misurate la lunghezza in millimetri: è la misura francese.',
            'Tra due misure, prendete la più grande.',
          ],
        },
      ],
    },
    size_bracelets: {
      title: 'Le misure dei bracciali',
      howToMeasure: paragraphs('Misurate il polso sopra l’osso con un metro che sta in piano, senza aggiungere nulla.'),
    },
    size_scarves: {
      title: 'Le misure di sciarpe e stole',
      howToMeasure: paragraphs(
        'Misurate in piano, senza frange. Un tessuto fatto a mano può differire di due centimetri.',
      ),
    },
    'size_ember-tote': {
      title: 'Le misure della borsa Ember',
      howToMeasure: paragraphs('Misurate all’esterno, senza i manici. La grande contiene una cartella in formato A4.'),
    },
    size_rugs: {
      title: 'Le misure di tappeti e cuscini',
      howToMeasure: paragraphs(
        'Lasciate venti centimetri di pavimento attorno a un tappeto, o mettetelo sotto tutte le gambe di un tavolo.',
      ),
    },
  },
  columns: {
    'Inner circumference': 'Circonferenza interna',
    'Inner diameter': 'Diametro interno',
    Wrist: 'Polso',
    Length: 'Lunghezza',
    Width: 'Larghezza',
    Height: 'Altezza',
    Depth: 'Profondità',
  },
};

function paragraphs(...texts: string[]): Block[] {
  return texts.map((text) => ({ kind: 'paragraph', text }));
}

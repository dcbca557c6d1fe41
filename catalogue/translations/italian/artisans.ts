import type { Texts } from '../types.ts';

/** Artisans. */
export const artisans: Texts['artisans'] = {
  'arti_ilaria-vannozzi': {
    craft: 'Sellaia',
    biography: [
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi ha imparato a cucire sulle redini, in una bottega di finimenti all’Impruneta dove il filo si incerava sullo sportello della stufa. Aveva **quattordici anni**; l’uomo che le insegnava ne aveva ottantuno e la pagava in ritagli.',
      },
      {
        kind: 'paragraph',
        text: 'Il suo banco è a Scandicci, dalla parte piana di Firenze, tra un fornaio e un gommista. Taglia col coltello a mezzaluna e cuce con due aghi e un filo, *nove punti al pollice*: se un punto si consuma, i vicini tengono.',
      },
      {
        kind: 'paragraph',
        text: 'Non firma nulla. Guardate dentro il manico sinistro di ciò che fa: l’ultimo punto torna sempre tre volte su sé stesso, dove i più tornano due.',
      },
    ],
  },
  'arti_sayo-mikuriya': {
    craft: 'Tintrice d’indaco',
    biography: [
      {
        kind: 'paragraph',
        text: 'Sayo Mikuriya ha studiato chimica a Kyoto ed è tornata a Kamiita a misurare perché i tini della nonna si comportassero meglio del manuale. Non ha ancora finito di misurare.',
      },
      {
        kind: 'paragraph',
        text: 'Tiene **sei tini** affondati nel pavimento di una cascina e dà a ciascuno un giorno di riposo dopo un giorno di lavoro. Ogni mattina li assaggia, guarda il fiore ramato della superficie e decide quale è forte abbastanza per la seta.',
      },
    ],
  },
  'arti_inga-linklater': {
    craft: 'Tessitrice',
    biography: [
      {
        kind: 'paragraph',
        text: 'Inga Linklater tesse in un *böd*, un magazzino di pietra dove i pescatori tenevano gli attrezzi, con una finestra sul porto di Scalloway e una sulla collina. Il telaio fu costruito per la prozia nel 1931 e rifatto tante volte che solo il subbio davanti è antico.',
      },
      {
        kind: 'paragraph',
        text: 'Non usa tinture. Le pecore delle Shetland esistono in **undici colori con un nome**, dall’*emsket*, grigio d’ardesia bagnata, al *mioget*, giallo di miele, e dice che migliorarli sarebbe scortese.',
      },
    ],
  },
  'arti_nayra-quispe': {
    craft: 'Orafa',
    biography: [
      {
        kind: 'paragraph',
        text: 'Nayra Quispe Huanca è cresciuta ad Ananea, dove l’oro era ciò senza cui gli uomini tornavano a casa. Sua madre vendeva zuppa al cancello della miniera. A diciannove anni Nayra scese a Cusco con **una pentola e una lettera** per un argentiere, che le fece tirare filo per due anni.',
      },
      {
        kind: 'paragraph',
        text: 'Lavora solo metallo di cui sa nominare i minatori, e lo compra lei stessa, quattro volte l’anno, al tavolo della cooperativa. *Da dove viene l’oro non si vede,* dice. *Perciò qualcuno deve dirlo.*',
      },
    ],
  },
  'arti_celestin-vuillermoz': {
    craft: 'Orologiaio',
    biography: [
      {
        kind: 'paragraph',
        text: 'Sainte-Croix, a 1.086 metri sul balcone del Giura, per un secolo fece le scatole musicali del mondo. Célestin Vuillermoz è nipote di una donna che piantava i perni dei loro cilindri: **undicimila la settimana**, a occhio.',
      },
      {
        kind: 'paragraph',
        text: 'Fa orologi e penne, e ci vede poca differenza. Gli uni e le altre tengono una riserva, e la lasciano andare uguale. Finisce una quarantina di movimenti l’anno e risponde di ciascuno al telefono, il giovedì pomeriggio.',
      },
      {
        kind: 'paragraph',
        text: 'Nel 2019 ha pubblicato i disegni completi del suo movimento, *perché nessuno debba dispiacersi quando muoio*.',
      },
    ],
  },
  'arti_solene-chassagnard': {
    craft: 'Porcellanaia',
    biography: [
      {
        kind: 'paragraph',
        text: 'Solène Chassagnard tornisce la porcellana dura che quasi tutta la sua città cola. La pasta non ha più pazienza del formaggio fresco: **tre tirate**, e alla quarta si corica.',
      },
      {
        kind: 'paragraph',
        text: 'Formata come cristallografa, legge ancora un vaso rotto al microscopio prima di buttarlo. Il suo forno, in un’antica lavanderia accanto alla Vienne, si accende due volte al mese, con l’elettricità economica della domenica notte.',
      },
    ],
  },
  'arti_vojtech-hladik': {
    craft: 'Soffiatore di vetro',
    biography: [
      {
        kind: 'paragraph',
        text: 'Vojtěch Hladík comincia alle quattro del mattino, quando il crogiolo è stato quieto tutta la notte e le bollicine sono salite fuori dal vetro. A mezzogiorno dorme.',
      },
      {
        kind: 'paragraph',
        text: 'Fu oboista fino a ventisei anni, e soffia come gli insegnarono a suonare: *dalla schiena, mai dalle guance*. Lavora senza stampo quando può e, dove non può, in uno stampo di **faggio bagnato** che dura circa duecento pezzi prima di bruciare troppo largo.',
      },
    ],
  },
  'arti_asta-hjortlund': {
    craft: 'Ebanista',
    biography: [
      {
        kind: 'paragraph',
        text: 'Asta Hjortlund ha costruito barche finché non ci furono più barche da costruire, e ora costruisce mobili nello stesso capannone del porto di Svaneke, con lo scalo che ancora scende dalle porte.',
      },
      {
        kind: 'paragraph',
        text: 'Compra alberi interi dopo le tempeste, e non taglia nulla prima di sapere **che cosa sarà il resto**. Dalle barche le resta l’abitudine di lasciare agio a un incastro, e un’avversione per l’angolo retto.',
      },
    ],
  },
};

import type { Texts } from '../../types.ts';

/** Stories of glass. */
export const glass: Texts['articles'] = {
  'art_four-in-the-morning': {
    slug: 'le-quattro-del-mattino',
    title: 'Le quattro del mattino',
    role: 'Redattore',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Il crogiolo è stato caricato ieri a mezzogiorno, e per otto ore ha bollito. In tutto quel tempo i gas della sabbia, della soda e della barite facevano bolle, e le bolle, che i vetrai chiamano **puliche**, salivano di pochi centimetri l’ora in qualcosa di rigido come il miele. Alle quattro del mattino sono arrivate le ultime. Il vetro è fermo. Vojtěch Hladík ha il cappello in testa.',
      },
      {
        kind: 'paragraph',
        text: 'Davanti alla bocca del forno si parla poco. Sono in cinque sulla piattaforma, e ciascuno sa dove saranno gli altri quattro, come in una cucina o in un quartetto. L’unica lampada è il crogiolo. Illumina i volti da sotto, a 1.180 gradi, e tutto ciò che hanno dietro è nero.',
      },
      { kind: 'heading', level: 2, text: 'Tre levate e un’oscillazione' },
      {
        kind: 'paragraph',
        text: 'Per la caraffa immerge la canna tre volte. Ogni levata va sopra la precedente come una manica, con una pausa per raffreddare, e poi soffia, *meno che sulla minestra*. È stato oboista fino a ventisei anni. Un oboe prende pochissima aria ad alta pressione; quasi tutta l’arte sta nel non espirare.',
      },
      {
        kind: 'paragraph',
        text: 'Poi va al bordo della piattaforma, lascia pendere la canna e la fa oscillare **una volta**, come un campanaro. Il corpo scende e il collo si allunga sottile dietro di lui. La forma è tutta qui. Né stampo né misura le si sono avvicinati; per questo le caraffe tengono da 77 a 84 centilitri, e la cifra è scritta su ogni scatola.',
      },
      { kind: 'product', product: 'prod_tarn-carafe' },
      { kind: 'heading', level: 2, text: 'Faggio bagnato' },
      {
        kind: 'paragraph',
        text: 'I bicchieri si soffiano in uno stampo tornito nel faggio verde e tenuto sott’acqua. Quando il vetro entra, il legno diventa vapore, e il vetro gira su un cuscino di quel vapore senza mai toccare le pareti. Prende una lucidatura che nessuno stampo di metallo sa dare, e ogni tanto il fantasma di un anello di crescita.',
      },
      {
        kind: 'image',
        alt: 'Uno stampo di legno che fuma mentre vi si cala il vetro incandescente',
        caption: 'Lo stampo sessantaquattro, al centotreesimo pezzo.',
        palette: ['#1a130d', '#e0a052'],
      },
      {
        kind: 'quote',
        text: 'Ogni pezzo brucia lo stampo un po’ più largo. Il primo bicchiere e l’ultimo non sono fratelli. Sono nonno e nipote.',
        cite: 'Vojtěch Hladík',
      },
      {
        kind: 'paragraph',
        text: 'Così li fa a coppie, uno subito dopo l’altro, e lega i due con lo spago prima che qualcuno in magazzino voglia rendersi utile. A mezzogiorno si spazza la piattaforma. Un terzo della [carica di domani](https://axiom.example/materials/lesna-crystal) è ciò che si è rotto oggi.',
      },
    ],
  },
  'art_a-fire-put-to-bed': {
    slug: 'un-fuoco-messo-a-letto',
    title: 'Un fuoco messo a letto',
    role: 'Direttrice del giornale',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Prima dei fiammiferi non si lasciava spegnere il fuoco. L’ultima cosa, la sera, era raccogliere le braci e coprirle di cenere, perché respirassero piano fino al mattino. Si diceva metterlo a letto, e nelle case di Boemia toccava alla persona più anziana della stanza. **La nonna di Vojtěch Hladík** lo fece fino al 1974, con una paletta tenuta apposta.',
      },
      {
        kind: 'paragraph',
        text: 'Voleva una lampada con quella luce dentro. È di circa 1.800 kelvin, più rossa di ogni lampadina con cui è cresciuta la sua generazione, e non cade sulle cose quanto si sdraia fra di esse.',
      },
      { kind: 'heading', level: 2, text: 'Due vetri che vanno d’accordo' },
      {
        kind: 'paragraph',
        text: 'Il paralume ha il suo colore dentro la parete. Una levata d’ambra è coperta da una levata chiara, e le due si soffiano come una sola. È semplice da descrivere. Ma ogni colore di vetro si ritira a modo suo, e se i due non vanno d’accordo anche solo per una parte su centomila, il paralume scoppierà, *quella notte o fra nove anni*.',
      },
      {
        kind: 'paragraph',
        text: 'Fusero ambra per cinque settimane prima che andasse d’accordo. La prova è un filo tirato dai due vetri affiancati: se raffreddandosi resta dritto, sono amici. Alla parete della baracca pendono trentuno fili, quasi tutti arricciati come felci, e l’ultimo dritto come una riga.',
      },
      {
        kind: 'image',
        alt: 'Fili di vetro appuntati su un’asse, arricciati a sinistra e dritti a destra',
        caption: 'Trentuno tentativi di accordo.',
        palette: ['#c9c2b6', '#8a5a2a'],
      },
      { kind: 'heading', level: 2, text: 'Una rotella da girare' },
      {
        kind: 'paragraph',
        text: 'Il piede è venuto da un orologiaio. [Célestin Vuillermoz](https://axiom.example/artisans/celestin-vuillermoz) lo ha tornito da una sola barra e ha messo sotto il bordo una rotella zigrinata, dove le dita la trovano al buio. La rotella ha ventiquattro scatti. Li ha limati uno a uno a orecchio, così che si ammorbidiscono quando la luce scende, e l’ultimo non fa rumore.',
      },
      {
        kind: 'quote',
        text: 'Un interruttore è una porta sbattuta. Io volevo qualcuno che lascia la stanza in punta di piedi.',
        cite: 'Célestin Vuillermoz',
      },
      { kind: 'product', product: 'prod_banked-fire-lamp' },
      {
        kind: 'paragraph',
        text: 'Tutto si smonta con una moneta. La sorgente è una comune e sta in un attacco comune, perché nessuno dei due crede che quella di oggi si farà ancora quando l’ottone sarà ancora buono. I disegni sono nella scatola, sotto la lampada, e c’è anche una **moneta**.',
      },
      {
        kind: 'paragraph',
        text: 'Una delle prime dieci sta nella cucina di Nový Bor. Nessuno l’ha spenta da ottobre. La mettono a letto.',
      },
    ],
  },
};

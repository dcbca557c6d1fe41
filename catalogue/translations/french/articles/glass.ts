import type { Texts } from '../../types.ts';

/** Stories of glass. */
export const glass: Texts['articles'] = {
  'art_four-in-the-morning': {
    slug: 'quatre-heures-du-matin',
    title: 'Quatre heures du matin',
    role: 'Rédacteur',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Le pot a été chargé hier à midi, et huit heures durant il a bouilli. Tout ce temps, les gaz du sable, de la soude et de la baryte faisaient des bulles, et ces bulles, que les verriers appellent **bouillons**, montaient de quelques centimètres à l’heure dans quelque chose d’aussi raide que du miel. À quatre heures du matin, les dernières sont arrivées. Le verre est immobile. Vojtěch Hladík a son chapeau sur la tête.',
      },
      {
        kind: 'paragraph',
        text: 'On parle peu devant l’ouvreau. Ils sont cinq sur la plateforme, et chacun sait où seront les quatre autres, comme en cuisine ou dans un quatuor. La seule lampe est le pot lui-même. Il éclaire leurs visages par en dessous, à 1 180 degrés, et tout ce qui est derrière eux est noir.',
      },
      { kind: 'heading', level: 2, text: 'Trois cueillages et un balancement' },
      {
        kind: 'paragraph',
        text: 'Pour la carafe, il plonge la canne trois fois. Chaque cueillage passe sur le précédent comme une manche, avec une pause pour refroidir, et puis il souffle, *moins qu’on ne ferait sur la soupe*. Il a été hautboïste jusqu’à vingt-six ans. Un hautbois prend très peu d’air à haute pression ; l’essentiel de l’art est de ne pas expirer.',
      },
      {
        kind: 'paragraph',
        text: 'Puis il va au bord de la plateforme, laisse pendre la canne et la balance **une fois**, comme un sonneur. Le corps descend et le col s’étire, mince, derrière lui. Voilà toute la forme. Ni moule ni mesure ne s’en sont approchés ; c’est pourquoi les carafes tiennent de 77 à 84 centilitres, et le chiffre est écrit sur chaque boîte.',
      },
      { kind: 'product', product: 'prod_tarn-carafe' },
      { kind: 'heading', level: 2, text: 'Du hêtre mouillé' },
      {
        kind: 'paragraph',
        text: 'Les gobelets sont soufflés dans un moule tourné dans du hêtre vert et gardé sous l’eau. Quand le verre y entre, le bois devient vapeur, et le verre tourne sur un coussin de cette vapeur sans jamais toucher les parois. Il prend un poli qu’aucun moule de métal ne donne, et parfois le fantôme d’un cerne.',
      },
      {
        kind: 'image',
        alt: 'Un moule de bois qui fume quand on y descend le verre incandescent',
        caption: 'Le moule soixante-quatre, à sa cent-troisième pièce.',
        palette: ['#1a130d', '#e0a052'],
      },
      {
        kind: 'quote',
        text: 'Chaque pièce brûle le moule un peu plus large. Le premier verre et le dernier ne sont pas frères. Ils sont grand-père et petit-fils.',
        cite: 'Vojtěch Hladík',
      },
      {
        kind: 'paragraph',
        text: 'Il les fait donc par paires, l’un tout de suite après l’autre, et attache les deux avec une ficelle avant que quelqu’un, à l’entrepôt, ne veuille rendre service. À midi, on balaie la plateforme. Un tiers de [la fournée de demain](https://axiom.example/materials/lesna-crystal) est ce qui a cassé aujourd’hui.',
      },
    ],
  },
  'art_a-fire-put-to-bed': {
    slug: 'un-feu-qu-on-couche',
    title: 'Un feu qu’on couche',
    role: 'Rédactrice en chef du journal',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Avant les allumettes, on ne laissait pas mourir le feu. Le soir, le dernier geste était de rassembler les braises et de les couvrir de cendre, pour qu’elles respirent très lentement jusqu’au matin. Cela s’appelait coucher le feu, et dans les maisons de Bohême cela revenait à la personne la plus âgée de la pièce. **La grand-mère de Vojtěch Hladík** l’a fait jusqu’en 1974, avec une pelle gardée pour cela.',
      },
      {
        kind: 'paragraph',
        text: 'Il voulait une lampe avec cette lumière-là. Elle est d’environ 1 800 kelvins, plus rouge que toutes les ampoules avec lesquelles sa génération a grandi, et elle ne tombe pas tant sur les choses qu’elle ne se couche parmi elles.',
      },
      { kind: 'heading', level: 2, text: 'Deux verres d’accord' },
      {
        kind: 'paragraph',
        text: 'L’abat-jour a sa couleur dans l’épaisseur de la paroi. Un cueillage ambre est recouvert d’un cueillage clair, et les deux sont soufflés ensemble. C’est simple à décrire. Mais chaque couleur de verre se rétracte à son rythme, et si les deux sont en désaccord, ne fût-ce que d’un cent-millième, l’abat-jour éclatera, *cette nuit-là ou dans neuf ans*.',
      },
      {
        kind: 'paragraph',
        text: 'Ils ont fondu de l’ambre pendant cinq semaines avant qu’il ne s’accorde. L’épreuve est un fil tiré des deux verres côte à côte : s’il reste droit en refroidissant, ils sont amis. Au mur de la cabane pendent trente et un fils, la plupart enroulés comme une fougère, et le dernier droit comme une règle.',
      },
      {
        kind: 'image',
        alt: 'Des fils de verre épinglés sur une planche, enroulés à gauche et droits à droite',
        caption: 'Trente et un essais d’accord.',
        palette: ['#c9c2b6', '#8a5a2a'],
      },
      { kind: 'heading', level: 2, text: 'Une molette à tourner' },
      {
        kind: 'paragraph',
        text: 'Le pied est venu d’un horloger. [Célestin Vuillermoz](https://axiom.example/artisans/celestin-vuillermoz) l’a tourné dans une seule barre et a mis sous son bord une molette striée, là où les doigts la trouvent dans le noir. La molette a vingt-quatre crans. Il les a limés un à un à l’oreille, de sorte qu’ils s’adoucissent à mesure que la lumière baisse, et que le dernier ne fait aucun bruit.',
      },
      {
        kind: 'quote',
        text: 'Un interrupteur est une porte qui claque. Je souhaitais quelqu’un qui quitte la pièce sur la pointe des pieds.',
        cite: 'Célestin Vuillermoz',
      },
      { kind: 'product', product: 'prod_banked-fire-lamp' },
      {
        kind: 'paragraph',
        text: 'Tout se démonte avec une pièce de monnaie. La source est standard et se loge dans une douille standard, car aucun des deux ne croit que celle d’aujourd’hui se fera encore quand le laiton sera encore bon. Les plans sont dans la boîte, sous la lampe, et une **pièce** aussi.',
      },
      {
        kind: 'paragraph',
        text: 'L’une des dix premières est dans la cuisine de Nový Bor. Personne ne l’a éteinte depuis octobre. On la couche.',
      },
    ],
  },
};

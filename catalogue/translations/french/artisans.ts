import type { Texts } from '../types.ts';

/** Artisans. */
export const artisans: Texts['artisans'] = {
  'arti_ilaria-vannozzi': {
    craft: 'Sellière-maroquinière',
    biography: [
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi a appris à coudre sur des rênes d’attelage, chez un bourrelier d’Impruneta où l’on cirait le fil à la porte du poêle. Elle avait **quatorze ans** ; l’homme qui l’instruisait en avait quatre-vingt-un et la payait en chutes.',
      },
      {
        kind: 'paragraph',
        text: 'Son établi est à Scandicci, du côté plat de Florence, entre une boulangerie et un marchand de pneus. Elle taille au couteau demi-lune et coud à deux aiguilles et un fil, *neuf points au pouce* : si un point s’use, ses voisins tiennent.',
      },
      {
        kind: 'paragraph',
        text: 'Elle ne signe rien. Regardez dans l’anse gauche de ce qu’elle fait : le dernier point revient toujours trois fois sur lui-même, là où d’autres reviennent deux fois.',
      },
    ],
  },
  'arti_sayo-mikuriya': {
    craft: 'Teinturière à l’indigo',
    biography: [
      {
        kind: 'paragraph',
        text: 'Sayo Mikuriya a étudié la chimie à Kyoto, puis est rentrée à Kamiita mesurer pourquoi les cuves de sa grand-mère se tenaient mieux que le manuel. Elle n’a pas fini de mesurer.',
      },
      {
        kind: 'paragraph',
        text: 'Elle garde **six cuves** enfoncées dans le sol d’une ferme et donne à chacune un jour de repos après un jour de travail. Chaque matin elle les goûte, regarde la fleur cuivrée de la surface et décide laquelle est assez forte pour la soie.',
      },
    ],
  },
  'arti_inga-linklater': {
    craft: 'Tisserande',
    biography: [
      {
        kind: 'paragraph',
        text: 'Inga Linklater tisse dans un *böd*, remise de pierre où les pêcheurs gardaient leur matériel, une fenêtre sur le port de Scalloway et une sur la colline. Le métier fut construit pour sa grand-tante en 1931, et refait si souvent que seule la poitrinière est ancienne.',
      },
      {
        kind: 'paragraph',
        text: 'Elle n’emploie aucune teinture. Les moutons des Shetland existent en **onze couleurs nommées**, de l’*emsket*, gris d’ardoise mouillée, au *mioget*, jaune de miel, et elle tient pour impoli de les améliorer.',
      },
    ],
  },
  'arti_nayra-quispe': {
    craft: 'Orfèvre',
    biography: [
      {
        kind: 'paragraph',
        text: 'Nayra Quispe Huanca a grandi à Ananea, où l’or était ce sans quoi les hommes rentraient. Sa mère vendait de la soupe à la porte de la mine. À dix-neuf ans, Nayra descendit à Cusco avec **une marmite et une lettre** pour un orfèvre, qui lui fit étirer du fil pendant deux ans.',
      },
      {
        kind: 'paragraph',
        text: 'Elle ne travaille qu’un métal dont elle sait nommer les mineurs, et l’achète elle-même, quatre fois l’an, à la table de la coopérative. *On ne voit pas d’où vient l’or,* dit-elle. *Il faut donc que quelqu’un le dise.*',
      },
    ],
  },
  'arti_celestin-vuillermoz': {
    craft: 'Horloger',
    biography: [
      {
        kind: 'paragraph',
        text: 'Sainte-Croix, à 1 086 mètres sur le balcon du Jura, fit pendant un siècle les boîtes à musique du monde. Célestin Vuillermoz est le petit-fils d’une femme qui posait les goupilles de leurs cylindres : **onze mille par semaine**, à l’œil.',
      },
      {
        kind: 'paragraph',
        text: 'Il fait des pendules et des stylos, et y voit peu de différence. Les uns et les autres gardent une réserve et la laissent aller également. Il termine une quarantaine de mouvements par an et répond de chacun au téléphone, le jeudi après-midi.',
      },
      {
        kind: 'paragraph',
        text: 'En 2019 il a publié les plans complets de son mouvement, *pour que personne n’ait à regretter ma mort*.',
      },
    ],
  },
  'arti_solene-chassagnard': {
    craft: 'Porcelainière',
    biography: [
      {
        kind: 'paragraph',
        text: 'Solène Chassagnard tourne la porcelaine dure que presque toute sa ville coule. La pâte n’a pas plus de patience que du fromage frais : **trois tirées**, et à la quatrième elle se couche.',
      },
      {
        kind: 'paragraph',
        text: 'Formée à la cristallographie, elle lit encore un pot brisé au microscope avant de le jeter. Son four, dans une ancienne blanchisserie au bord de la Vienne, cuit deux fois par mois, à l’électricité bon marché du dimanche soir.',
      },
    ],
  },
  'arti_vojtech-hladik': {
    craft: 'Souffleur de verre',
    biography: [
      {
        kind: 'paragraph',
        text: 'Vojtěch Hladík commence à quatre heures du matin, quand le pot a reposé toute la nuit et que les fines bulles sont sorties du verre. À midi, il dort.',
      },
      {
        kind: 'paragraph',
        text: 'Il fut hautboïste jusqu’à vingt-six ans, et souffle comme on lui apprit à jouer : *du dos, jamais des joues*. Il travaille sans moule quand il le peut et, sinon, dans un moule de **hêtre mouillé** qui dure quelque deux cents pièces avant de brûler trop large.',
      },
    ],
  },
  'arti_asta-hjortlund': {
    craft: 'Ébéniste',
    biography: [
      {
        kind: 'paragraph',
        text: 'Asta Hjortlund a construit des bateaux jusqu’à ce qu’il n’y en eût plus à construire ; elle fait maintenant des meubles dans le même hangar du port de Svaneke, la cale descendant toujours de ses portes.',
      },
      {
        kind: 'paragraph',
        text: 'Elle achète des arbres entiers après les tempêtes et ne coupe rien avant de savoir **ce que sera le reste**. Des bateaux, elle garde l’habitude de laisser du jeu à l’assemblage, et l’aversion de l’angle droit.',
      },
    ],
  },
};

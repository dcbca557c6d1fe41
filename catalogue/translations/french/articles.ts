import type { Texts } from '../types.ts';
import { glass } from './articles/glass.ts';
import { gold } from './articles/gold.ts';
import { porcelain } from './articles/porcelain.ts';
import { wool } from './articles/wool.ts';
import { work } from './articles/work.ts';

/** Articles. */
export const articles: Texts['articles'] = {
  ...gold,
  ...glass,
  ...porcelain,
  ...wool,
  ...work,
  'art_forty-days-in-the-pit': {
    slug: 'quarante-jours-en-fosse',
    title: 'Quarante jours en fosse',
    role: 'Rédactrice en chef du journal',
    narrative: [
      {
        kind: 'paragraph',
        text: 'La tannerie de Santa Croce est la plus bruyante dans sa première salle, où tournent les foulons, et la plus calme dans la dernière, où rien ne semble se passer. Le sol de cette dernière salle compte **trente-deux fosses**, chacune profonde d’un peu plus de deux mètres. Vingt peaux pendent dans chacune, et quarante jours durant on les passe d’une fosse à l’autre, du jus faible au jus fort.',
      },
      {
        kind: 'paragraph',
        text: 'Le jus est fait d’écorce de châtaignier et de mimosa ; il sent le thé froid, puis le pain mouillé, puis, après quelques minutes, plus rien, parce que le nez renonce. Une peau y entre couleur de cire. Elle en sort couleur de croûte, plus lourde d’un tiers.',
      },
      { kind: 'heading', level: 2, text: 'Pourquoi pas quarante heures' },
      {
        kind: 'paragraph',
        text: 'Les sels de chrome feraient l’ouvrage en un jour. La plupart des cuirs du monde se font ainsi, et beaucoup sont bons. Mais une peau tannée au chrome est finie quand elle quitte le foulon, et reste ce qu’elle est jusqu’à l’usure. Ce que l’écorce laisse entre les fibres continue de réagir à la lumière et à la graisse des mains. *Elle n’est jamais finie,* dit le contremaître, qui travaille ici depuis 1988, *et vous non plus ; alors on s’entend.*',
      },
      {
        kind: 'image',
        alt: 'Des peaux pendues à des barres de bois au-dessus d’une fosse sombre',
        caption: 'La fosse dix-neuf, à la troisième semaine.',
        palette: ['#1d120c', '#6b4326'],
      },
      {
        kind: 'paragraph',
        text: 'La maison prend dans cette salle une soixantaine de peaux par an, toutes d’un même choix. Ce sont des veaux de troupeaux laitiers français, et chacune porte un numéro qui ramène à [sa ferme](https://axiom.example/materials/arno-calf). Une cicatrice n’est pas une raison de refus. Une griffure guérie est plus dense que la peau voisine et prend autrement la lumière ; sur certains sacs, elle court sur le devant comme un trait de dessin.',
      },
      { kind: 'heading', level: 2, text: 'Ce qui arrive à Scandicci' },
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi les reçoit roulées, fleur à l’intérieur, et les laisse une semaine sur son sol. Elle en fait le tour. Puis elle pose le patron du cabas au dos de la peau, là où les fibres filent droit, le déplace d’un doigt, et le déplace encore.',
      },
      { kind: 'product', product: 'prod_ember-tote' },
      {
        kind: 'quote',
        text: 'Je cherche la partie qui dormait. Un veau s’appuie sur un côté. L’autre côté, c’est le sac.',
        cite: 'Ilaria Vannozzi',
      },
      {
        kind: 'paragraph',
        text: 'D’une peau elle tire un cabas, ou deux porte-documents et une sangle. Le reste devient [des porte-cartes](https://axiom.example/products/tideline-card-case), des anses, les talons d’autres. Les plus petites chutes retournent à Santa Croce, où on les broie pour les répandre dans les oliveraies derrière les fosses.',
      },
    ],
  },
  'art_six-vats-and-a-day-off': {
    slug: 'six-cuves-et-un-jour-de-repos',
    title: 'Six cuves et un jour de repos',
    role: 'Correspondant à Tokyo',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Sayo Mikuriya plonge un doigt dans la cuve, puis le porte à sa bouche. Il est cinq heures et quart. Dehors, les grenouilles ; dedans, six bouches rondes dans un sol de terre, chacune avec son couvercle de bois. *La trois est fatiguée,* dit-elle, et elle remet le couvercle sur la trois.',
      },
      {
        kind: 'paragraph',
        text: 'L’indigo ne se dissout pas dans l’eau. Pour qu’il entre dans un fil, il faut d’abord que quelque chose lui prenne son oxygène, et dans cette maison ce quelque chose est **vivant**. Les bactéries sont venues avec les feuilles. On les nourrit de son de blé et d’un peu de saké, on les tient au chaud l’hiver avec un pot de braises, et on les laisse en paix un jour sur deux.',
      },
      { kind: 'heading', level: 2, text: 'Cent jours sous la paille' },
      {
        kind: 'paragraph',
        text: 'Avant la cuve vient le tas. Dès septembre, les feuilles sèches de *Persicaria tinctoria* reposent sur un mètre d’épaisseur, à même l’argile, à [Kamiita](https://axiom.example/materials/awa-indigo) ; on les arrose, on les retourne tous les cinq jours, on les couvre de nattes. Elles montent à soixante-dix degrés et sentent si fort l’ammoniac que les hommes se relaient. En décembre il reste le *sukumo*, noir et friable, un dixième du volume.',
      },
      {
        kind: 'image',
        alt: 'Une fleur cuivrée sur la surface sombre d’une cuve de teinture',
        caption: 'La fleur de la cuve, un peu avant six heures.',
        palette: ['#141d33', '#8a5a3c'],
      },
      {
        kind: 'paragraph',
        text: 'Mikuriya en monte une cuve en quinze jours, avec de la lessive de cendre de chêne et de la chaux de coquilles. Le jour où elle est prête, une fleur monte, bulles pourpres à peau de cuivre. Une cuve vit six mois environ. Elle en a gardé une pendant onze, *par entêtement*.',
      },
      { kind: 'heading', level: 2, text: 'Huit fois' },
      {
        kind: 'paragraph',
        text: 'La soie entre d’une main sèche, lentement, sans éclaboussure, car une éclaboussure porte de l’air. Elle reste dessous le temps d’un souffle retenu, mesure de sa grand-mère. Elle sort du jaune vert d’une prune verte. Puis l’air l’atteint et, sous les yeux, elle vire : vert, vert de mer, bleu.',
      },
      { kind: 'product', product: 'prod_eight-dips-scarf' },
      { kind: 'quote', text: 'Je ne mets pas le bleu. J’enlève l’étoffe, et le matin le fait.', cite: 'Sayo Mikuriya' },
      {
        kind: 'paragraph',
        text: 'Un bain est pâle, quatre donnent le bleu des habits de travail. Après huit, la soie a la profondeur que les Japonais nomment **kon**, noire sur la table et bleue sur une épaule qui bouge. Chaque bain a son matin, car une cuve ne donne son meilleur qu’une fois par jour. Le carré est alors dans la maison depuis deux semaines. On le rince dans le Yoshino, à douze minutes en camionnette, jusqu’à ce que la rivière coule claire autour de lui.',
      },
    ],
  },
  'art_what-is-left-of-the-spring': {
    slug: 'ce-qu-il-reste-du-ressort',
    title: 'Ce qu’il reste du ressort',
    role: 'Rédactrice en chef du journal',
    narrative: [
      {
        kind: 'paragraph',
        text: 'La plupart des pendules à deux aiguilles disent l’heure et la minute. Celle de Célestin Vuillermoz dit l’heure et **combien de temps encore elle pourra la dire**. La seconde aiguille part d’en haut le jour où l’on remonte et descend chaque jour d’un huitième de cadran.',
      },
      {
        kind: 'paragraph',
        text: 'Les minutes sont là pour qui les veut. L’aiguille des heures est longue et finit en pointe d’épingle ; entre deux chiffres il y a douze traits fins. *À cinq minutes près, cela suffit à qui est assis,* dit-il.',
      },
      { kind: 'heading', level: 2, text: 'Neuf roues' },
      {
        kind: 'paragraph',
        text: 'L’atelier est au col au-dessus de Sainte-Croix, dans une maison où l’on vendait des skis. L’hiver, la neige atteint les appuis et la lumière vient d’en bas, ce qui est bon pour examiner les pivots. Il taille les roues dans le [laiton de la Birse](https://axiom.example/materials/birse-brass), neuf par mouvement, et polit chaque dent d’un bâton de fusain qu’il retaille entre deux dents.',
      },
      {
        kind: 'paragraph',
        text: 'Les aiguilles sont d’acier. On les chauffe ensemble, sur un lit de limaille de laiton, jusqu’à ce que la couleur passe du paille au pourpre, puis au bleu, à 295 degrés ; la fenêtre du bleu juste dure **deux secondes** environ. Si l’une est en retard, on repolit les deux à blanc et l’on recommence.',
      },
      {
        kind: 'image',
        alt: 'Deux aiguilles d’acier bleuissant sur un lit de limaille de laiton',
        caption: 'Paille, pourpre, maintenant.',
        palette: ['#b89a5a', '#2c3f6e'],
      },
      { kind: 'heading', level: 2, text: 'Quatre vis' },
      {
        kind: 'paragraph',
        text: 'Avec chaque pendule vient un tournevis. La lettre jointe prie le propriétaire de défaire les quatre vis, de sortir le mouvement, de le regarder et de le remettre. La moitié environ le font. Ces pendules-là, a-t-il remarqué, reviennent moins souvent en révision.',
      },
      {
        kind: 'quote',
        text: 'On n’est plus négligent avec une chose dont on a vu le dedans.',
        cite: 'Célestin Vuillermoz',
      },
      { kind: 'product', product: 'prod_meridian-clock' },
      {
        kind: 'paragraph',
        text: 'La plus petite voyage. Son mouvement pend dans un boîtier d’argent qui est aussi sa cloche ; il en amincit le fond au racloir jusqu’à la note juste, un la bémol, assez grave pour ne pas effrayer. Puis le boîtier passe les montagnes jusque chez [Ilaria Vannozzi](https://axiom.example/artisans/ilaria-vannozzi), qui tend dessus le veau mouillé et attend trois jours.',
      },
      {
        kind: 'paragraph',
        text: 'Ils ont une querelle inachevée : le cuir étouffe-t-il le son ? Il a mesuré que oui, d’un décibel et demi. Elle dit que c’était bien son intention.',
      },
    ],
  },
};

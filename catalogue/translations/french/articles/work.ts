import type { Texts } from '../../types.ts';

/** Stories of lacquer, indigo, leather and wood. */
export const work: Texts['articles'] = {
  'art_nine-coats': {
    slug: 'neuf-couches',
    title: 'Neuf couches',
    role: 'Correspondant à Tokyo',
    narrative: [
      {
        kind: 'paragraph',
        text: 'L’arbre a quinze ans quand Genzō Tachibana fait la première entaille, longue d’un pouce, pas plus profonde que l’écorce. Il revient au bout de quatre jours et entaille encore, un peu plus long, juste au-dessus. En octobre, il y a une échelle de cicatrices, et l’arbre a donné **une tasse et demie** de sève. En novembre, on l’abat. Un rejet viendra de la souche.',
      },
      {
        kind: 'paragraph',
        text: 'L’urushi a la couleur du café au lait quand il quitte l’arbre, et il est noir avant la fin de la matinée. Il couvre de cloques la peau de qui n’y est pas habitué. Tachibana y est habitué depuis quarante ans et porte encore une serviette autour du cou en juillet, *quand il vole*.',
      },
      { kind: 'heading', level: 2, text: 'Il ne sèche pas' },
      {
        kind: 'paragraph',
        text: 'Le vernis sèche : quelque chose le quitte. L’[urushi](https://axiom.example/materials/joboji-urushi) durcit en prenant quelque chose. Une enzyme de la sève a besoin de l’eau de l’air, et sous soixante-dix pour cent d’humidité elle s’endort. Un laqueur garde donc son ouvrage dans une armoire humide, et réussit le mieux à la saison des pluies, quand la peinture de tous les autres échoue.',
      },
      {
        kind: 'paragraph',
        text: 'Sainte-Croix n’a pas de saison des pluies. Célestin Vuillermoz a fait son armoire d’une cave à vin, d’un humidificateur pour nourrissons et de la porte d’une boîte à musique. Là, sur une broche qui tourne lentement, entrent les corps de stylo en argent, **chaque couche plus mince qu’un souffle sur une vitre**.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'Deux couches pour accrocher l’argent, cuites à 130 degrés.',
          'Trois pour construire, chacune poncée à plat au charbon de magnolia.',
          'Trois de couleur, filtrées à travers du papier.',
          'Une passée au coton et presque toute essuyée.',
        ],
      },
      { kind: 'product', product: 'prod_plumb-pen' },
      { kind: 'heading', level: 2, text: 'Pourquoi couvrir l’argent' },
      {
        kind: 'paragraph',
        text: 'L’argent est froid, et il glisse. La laque a la température de la main en une seconde ou deux, et la retient par une petite adhérence que l’on ne remarque qu’après, avec d’autres stylos. Au bord du capuchon, une ligne de métal est laissée nue. Elle est là, dit-il, pour que l’on reste honnête sur ce qu’il y a dessous.',
      },
      {
        kind: 'quote',
        text: 'Cela durcit encore pendant cent ans. Je ne pourrai pas vérifier.',
        cite: 'Célestin Vuillermoz',
      },
      {
        kind: 'paragraph',
        text: 'L’urushi neuf est un peu trop sombre. Il s’éclaircit avec le temps, comme le thé infusé quand on le lève, et le rouge qui est trois couches plus bas commence à paraître aux arêtes. Un stylo de sa première série, qu’on nous a rendu pour un jour et que nous avons photographié sur une page de [washi d’Awa](https://axiom.example/products/understory-notebook), a pris le brun d’un marron d’Inde, avec de la lumière dedans.',
      },
    ],
  },
  'art_a-look-into-the-jar': {
    slug: 'un-regard-dans-la-jarre',
    title: 'Un regard dans la jarre',
    role: 'Correspondant à Tokyo',
    narrative: [
      {
        kind: 'paragraph',
        text: 'L’indigo le plus pâle porte un nom comique. *Kamenozoki* signifie un coup d’œil dans la jarre : l’étoffe a regardé dans la cuve et en est ressortie aussitôt. Les vieux livres d’échantillons rangent quelque deux douzaines de bleus entre celui-ci et le plus sombre, et donnent un nom à chacun.',
      },
      {
        kind: 'paragraph',
        text: 'Les teinturiers les apprennent par le nombre de bains, les poètes par la saison et les marchands par le prix. Sayo Mikuriya garde un livre avec les trois. Ses pages sont des bandes de chanvre teintes par son arrière-grand-mère, **qui ne savait pas écrire** et les marquait donc de nœuds.',
      },
      { kind: 'heading', level: 2, text: 'Cinq du livre' },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Kamenozoki**, un bain : du lait écrémé dans un bol bleu.',
          '**Mizuasagi**, deux : une piscine dans un pays où il pleut.',
          '**Asagi**, quatre : une jeune ciboule, là où le vert s’arrête.',
          '**Hanada**, six : le bleu auquel pense presque tout le monde en disant bleu.',
          '**Kon**, huit ou plus : le soir, quand on a cessé de le regarder.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Aucun ne se trouve en boîte. L’indigo de synthèse est la même molécule au dernier atome près et donne une couleur propre et plate. La plante apporte d’autres choses, dont un rouge appelé indirubine, un peu de jaune, un peu de brun, dans des proportions qui suivent l’été. C’est à elles qu’une étoffe teinte à la plante doit de tant changer entre une fenêtre et une lampe.',
      },
      { kind: 'heading', level: 2, text: 'Une nuance pour Svaneke' },
      {
        kind: 'paragraph',
        text: 'À l’automne, un colis de lin est arrivé du Danemark à Kamiita. [Asta Hjortlund](https://axiom.example/artisans/asta-hjortlund) voulait un abat-jour qui fût bleu le jour et ne le fût pas la nuit. Elles ne se sont jamais rencontrées. Elles se sont écrit des lettres, avec des bandes d’étoffe épinglées, pendant cinq mois.',
      },
      {
        kind: 'quote',
        text: 'Elle a demandé comment était la lumière. Je lui ai envoyé un bocal de mer, et la douane l’a gardé.',
        cite: 'Asta Hjortlund',
      },
      {
        kind: 'paragraph',
        text: 'Le lin boit l’indigo à contrecœur. Trois bains ont donné un gris, sept un couvercle. Cinq, rincés aussitôt, ont donné une étoffe qui paraît bleu ardoise au soleil ; éclairée du dedans, le fil devient transparent, le rouge s’avance, et l’abat-jour luit de la couleur du **pain grillé beurré**.',
      },
      { kind: 'product', product: 'prod_plumb-floor-lamp' },
      {
        kind: 'paragraph',
        text: 'Les deux femmes se sont accordées sur un nom et ne veulent pas nous le traduire. C’est maintenant la quatrième bande en partant de la gauche d’une page pleine depuis 1911, attachée par un nœud qui est à l’évidence un bateau.',
      },
      {
        kind: 'image',
        alt: 'Des bandes d’étoffe bleue, de la plus pâle à la plus sombre, nouées au bord d’une page',
        palette: ['#dfe9ec', '#27466f'],
      },
    ],
  },
  'art_two-needles-one-thread': {
    slug: 'deux-aiguilles-un-fil',
    title: 'Deux aiguilles, un fil',
    role: 'Rédacteur',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Une machine à coudre se sert de deux fils. L’un est dessus, l’autre dessous, et ils s’accrochent au milieu du cuir. C’est rapide, solide et régulier, avec un défaut : coupez une boucle, tirez, et toute la couture s’ouvre comme une fermeture éclair.',
      },
      {
        kind: 'paragraph',
        text: 'Le point sellier emploie **un seul fil avec une aiguille à chaque bout**. Les deux aiguilles passent par chaque trou, de côtés opposés. Coupez une boucle, et rien n’arrive. Le fil court encore dans ce trou par l’autre chemin. On cousait ainsi les harnais, parce qu’une rêne qui lâche tue quelqu’un.',
      },
      { kind: 'heading', level: 2, text: 'Les gestes' },
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi tient l’ouvrage entre ses genoux dans une pince de bois. Je lui ai demandé de faire lentement, elle n’a pas pu ; j’ai donc filmé ses mains et compté.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'L’alêne traverse, par la droite, à un angle qu’elle ne mesure pas.',
          'L’aiguille gauche la suit quand elle ressort.',
          'L’aiguille droite entre sous le fil gauche, *toujours dessous*, et jamais au travers.',
          'Les deux bras s’ouvrent, le fil chante contre la cire, et le point s’assied.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Quatre secondes. Il y en a neuf au pouce, et sur une besace mille cent quatre-vingts, soit une heure vingt si rien ne va de travers et si personne n’entre. Quelqu’un entre toujours. La boulangerie d’à côté envoie un garçon avec les bouts plats de la schiacciata.',
      },
      { kind: 'product', product: 'prod_scree-satchel' },
      { kind: 'heading', level: 2, text: 'Sous l’anse gauche' },
      {
        kind: 'paragraph',
        text: 'Une ligne de points sellier penche, comme une belle écriture, et la pente appartient à qui l’a cousue. Ilaria distingue ses coutures de celles des deux femmes qui travaillent près d’elle, et les leurs entre elles. *Marta est droite,* dit-elle. *Marta a fait l’armée.*',
      },
      {
        kind: 'quote',
        text: 'Quelqu’un décousra ceci dans soixante ans pour le réparer. J’aimerais qu’elle ait une matinée facile.',
        cite: 'Ilaria Vannozzi',
      },
      {
        kind: 'paragraph',
        text: 'Sur la plus petite pièce, le porte-cartes, il y a onze points en tout. Ils tiennent une seule [peau de chèvre](https://axiom.example/materials/tarn-goatskin) pliée deux fois. Le carnet n’en a aucun qui se voie : ses pages sont cousues au lin sur trois rubans, par la même main, et la couverture ne fait que les embrasser. Quand le papier est plein, la couverture lâche prise et prend le suivant.',
      },
      {
        kind: 'image',
        alt: 'Une ligne de points de lin obliques le long d’un bord de cuir',
        caption: 'Neuf au pouce, penchés.',
        palette: ['#7f8267', '#e8dcc4'],
      },
    ],
  },
  'art_after-the-storm': {
    slug: 'apres-la-tempete',
    title: 'Après la tempête',
    role: 'Correspondante',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Dans la nuit du 22 décembre 2023, le vent sur Bornholm a tourné au nord-ouest et y est resté. Au matin, quatre-vingt-quatorze chênes étaient à terre à Almindingen. On les avait plantés deux cents ans plus tôt, quand le Danemark avait perdu sa flotte et comptait **en faire pousser une autre**. Personne ne leur avait dit que les navires se feraient en fer.',
      },
      {
        kind: 'paragraph',
        text: 'Asta Hjortlund est montée avec une craie avant que les routes soient dégagées. Elle numérote les arbres dans l’ordre où elle les rencontre et demande trois choses à chacun : comment il est tombé, ce que faisait la couronne, et de quel côté est le cœur. Puis elle les achète entiers, huit ou dix une mauvaise année, aucun une bonne.',
      },
      { kind: 'heading', level: 2, text: 'Le chêne 88' },
      {
        kind: 'paragraph',
        text: 'Un arbre se vend à la planche sciée. Elle y pense par membres. Dans le chêne 88, les deux mètres les plus droits au-dessus de la première fourche sont devenus le mât d’une lampe ; le pied est parti en planches ; le coude où une branche avait quitté le tronc est encore debout dans le coin du hangar, *jusqu’à ce que quelqu’un ait besoin exactement de cela*.',
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Les planches**, sur lattes pendant deux ans : l’écritoire.',
          '**La longueur nette** : le mât du lampadaire.',
          '**La troisième bille** : des tambours, tournés quand le bois était encore mouillé.',
          '**L’écorce** : aux tanneurs.',
        ],
      },
      {
        kind: 'image',
        alt: 'Un chêne déraciné, un numéro à la craie sur le tronc',
        caption: 'Quatre-vingt-huit, comme il gisait.',
        palette: ['#b9a27c', '#4a4134'],
      },
      { kind: 'heading', level: 2, text: 'La fente' },
      {
        kind: 'paragraph',
        text: 'Le bois se rétracte plus autour du cerne qu’en travers. Un tambour tourné dans une bille entière doit donc se fendre, une fois, quelque part, et les seules questions sont quand et où. La plupart comblent la fente. Elle tourne le tambour, le met au grenier et l’y laisse quatorze mois. Quand il a dit ce qu’il avait à dire, elle pose **deux clés de laiton** en travers de la fente, pour l’empêcher d’en dire davantage.',
      },
      {
        kind: 'quote',
        text: 'C’est un bateau qui me l’a appris. Il bouge ou il casse. On choisit tôt.',
        cite: 'Asta Hjortlund',
      },
      { kind: 'product', product: 'prod_almindingen-stool' },
      {
        kind: 'paragraph',
        text: 'La lampe est emplantée dans le [granit](https://axiom.example/materials/svaneke-granite) comme un mât dans une quille, sans colle. La pierre vient d’une carrière en vue du hangar, fendue par le gel avant que quiconque y pense. Pour mettre la lampe d’aplomb, elle la porte au bas de la cale, la pose sur le rocher plat du bout et l’aligne sur l’horizon, qui de ce côté est **tout en mer, et très droit**.',
      },
      {
        kind: 'paragraph',
        text: 'Des quatre-vingt-quatorze, l’État en a laissé soixante-dix où ils étaient, pour les scarabées. Dans les trouées il y a maintenant de jeunes plants, à hauteur de genou, deux ou trois mille. Ceux-là, elle ne les a pas numérotés.',
      },
    ],
  },
};

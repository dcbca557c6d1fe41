import type { Texts } from '../../types.ts';

/** Stories of wool. */
export const wool: Texts['articles'] = {
  'art_eleven-colours-of-sheep': {
    slug: 'onze-couleurs-de-mouton',
    title: 'Onze couleurs de mouton',
    role: 'Rédacteur',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Les moutons les plus septentrionaux de Grande-Bretagne étaient sur la plage et la mangeaient. À Burrafirth, les algues arrivent avec les coups de vent de janvier, et le troupeau descend de la colline à la marée basse sans qu’on l’appelle. Il connaît l’annuaire des marées, dit l’homme à qui il appartient, *mieux que la municipalité*.',
      },
      {
        kind: 'paragraph',
        text: 'Une brebis des Shetland pèse autant qu’un grand chien. Sa toison fait à peine un kilogramme, et de l’épaule à la queue elle est trois laines : au **cou** aussi fine que le mérinos, sur le dos bonne pour les chandails, sur la culotte propre à un tapis. Un trieur la défait au toucher, les yeux ailleurs.',
      },
      { kind: 'heading', level: 2, text: 'Les mots' },
      {
        kind: 'paragraph',
        text: 'Les îles ont onze noms pour les couleurs d’un mouton entier, et trente autres pour ses marques. La plupart sont du norne, une langue qui s’est éteinte ailleurs avec le dix-huitième siècle et qui a survécu, pour ainsi dire, sur la laine.',
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Shaela** : gris acier sombre, comme le givre noir.',
          '**Emsket** : gris-bleu cendré, une ardoise mouillée.',
          '**Moorit** : brun-rouge, un banc de tourbe au soleil.',
          '**Mioget** : miel, chaud et un peu vert.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Cent ans durant, les filatures n’ont payé que le blanc, puisque le blanc prend la teinture, et l’on a éliminé les moutons sombres. En 1977, il en restait trop peu pour occuper une seule fileuse. Le troupeau d’Unst remonte à neuf brebis moorit qu’une institutrice gardait derrière le presbytère, par esprit de contradiction.',
      },
      { kind: 'product', product: 'prod_haar-wrap' },
      { kind: 'heading', level: 2, text: 'Sur le métier' },
      {
        kind: 'paragraph',
        text: '[Inga Linklater](https://axiom.example/artisans/inga-linklater) demande les toisons par le nom du mouton. Pour le plaid, elle en étale dix-neuf sur le sol du böd, de la plus sombre à la plus claire, longe la rangée et en échange deux. La filature au fond du voe les file dans cet ordre. Un fil sans teinture garde les petites différences d’une bête à l’autre, et elles traversent l’étoffe comme le temps qu’il fait.',
      },
      {
        kind: 'quote',
        text: 'On a une petite ligne là où Bess finit et où Truida commence. Je la laisse. Elles ne se sont jamais entendues.',
        cite: 'Inga Linklater',
      },
      {
        kind: 'paragraph',
        text: 'Ce qui est trop court pour être filé remplit des coussins. Ce qui est trop court pour cela va sur les pommes de terre. La [laine](https://axiom.example/materials/shetland-wool) est lavée à l’eau de ruisseau avec un peu de soude et rien d’autre, et un jour humide un plaid exhale encore, très faiblement, la lanoline, la bruyère et la plage.',
      },
      {
        kind: 'image',
        alt: 'Des toisons étalées sur un sol de pierre, du gris sombre au pâle',
        caption: 'Dix-neuf moutons, par ordre d’apparition.',
        palette: ['#6f6c69', '#d8d2c6'],
      },
    ],
  },
  'art_cut-down-at-ten-in-the-evening': {
    slug: 'coupe-a-dix-heures-du-soir',
    title: 'Coupé à dix heures du soir',
    role: 'Correspondante',
    narrative: [
      {
        kind: 'paragraph',
        text: 'À soixante degrés nord, le jour le plus long, le soleil passe sous la mer à onze heures moins vingt-six et en ressort à quatre heures moins vingt. Entre les deux, ce n’est pas la nuit. Le ciel garde la couleur de l’intérieur d’une moule, et l’on peut lire, ou pêcher, ou finir un tapis.',
      },
      {
        kind: 'paragraph',
        text: 'Inga Linklater y était depuis **cinq semaines**. L’été, elle travaille à partir du milieu de l’après-midi, quand la fenêtre sur le port donne sa lumière la plus plate, parce que la lumière plate montre une duite paresseuse. La dernière largeur de main l’a menée du thé jusqu’à dix heures.',
      },
      { kind: 'heading', level: 2, text: 'Battre la chaîne hors de vue' },
      {
        kind: 'paragraph',
        text: 'Dans la plupart des tissages plats, on voit les deux fils. Chez elle, la chaîne est de [lin](https://axiom.example/materials/caux-linen), montée large, et la laine est battue jusqu’à se refermer entièrement sur le lin. Seul le poids y arrive. Son battant est une courbe de navire lestée de trente livres de plomb, et elle le ramène trois fois pour chaque duite.',
      },
      {
        kind: 'quote',
        text: 'Une fois pour la laine, une fois pour la femme, une fois pour celui qui est en mer.',
        cite: 'Dit au métier, à Scalloway',
      },
      {
        kind: 'paragraph',
        text: 'Le *haaf* était la pêche au grand large : six hommes dans un bateau ouvert, à quarante milles, avec sept milles de ligne. Une nuit de juillet 1881, dix bateaux ne sont pas rentrés. Son motif n’est rien d’autre que ces lignes. Des duites pâles traversent le champ sombre, et les espaces entre elles sont les espaces entre les hameçons, tels que les donne le registre d’un affermeur : **quatre brasses, puis quatre, puis cinq**.',
      },
      { kind: 'product', product: 'prod_haaf-rug' },
      { kind: 'heading', level: 2, text: 'La coupe' },
      {
        kind: 'paragraph',
        text: 'On coupe une pièce du métier avec les grands ciseaux, et qui se trouve là entre regarder. C’est le seul moment où une tisserande voit tout ce qu’elle a fait. Jusque-là, cela s’enroulait loin d’elle sur un rouleau, face en dessous.',
      },
      {
        kind: 'paragraph',
        text: 'Ce soir-là, nous étions sept, et un chien. Elle a coupé le long de la poitrinière, vite, comme on ôte un pansement. Le tapis a glissé avec un long souffle et s’est couché sur les dalles. Personne n’a allumé de lampe. Elle a marché dessus en chaussettes d’un bout à l’autre, lentement, cherchant quelque chose du pied.',
      },
      {
        kind: 'paragraph',
        text: 'Après, nous nous sommes assis dehors contre le mur chaud sous un de ses [plaids](https://axiom.example/products/simmer-dim-throw), et il n’a pas fait plus sombre.',
      },
      {
        kind: 'image',
        alt: 'Un tapis sombre aux lignes pâles sur des dalles de pierre, dans une lumière grise',
        palette: ['#c9d0d3', '#3a3734'],
      },
    ],
  },
};

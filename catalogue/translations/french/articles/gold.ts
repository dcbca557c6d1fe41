import type { Texts } from '../../types.ts';

/** Stories of gold, silver, sapphire and pearl. */
export const gold: Texts['articles'] = {
  'art_gold-has-no-memory': {
    slug: 'l-or-n-a-pas-de-memoire',
    title: 'L’or n’a pas de mémoire',
    role: 'Correspondante',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Fondez deux bagues ensemble, et aucun laboratoire au monde ne vous dira qu’elles étaient deux. Voilà pourquoi l’or est monnaie depuis si longtemps, et pourquoi il a été si facile de mentir à son sujet. Quoi qu’on ait fait pour l’obtenir, le métal sort propre du creuset.',
      },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe Huanca commence donc par l’autre bout. Quatre fois l’an, elle prend le car de nuit de Cuzco à Juliaca, puis une camionnette partagée jusqu’à **Ananea**, où la route passe à 4 900 mètres et où le glacier regarde dans la cour. Elle apporte une balance, de l’acide, une pierre de touche et de l’argent liquide.',
      },
      { kind: 'heading', level: 2, text: 'La table' },
      {
        kind: 'paragraph',
        text: 'La coopérative vend le vendredi, à une table couverte d’une toile cirée. Chaque lot porte un nom et le numéro d’une galerie. Depuis 2016, ses membres n’emploient plus de mercure : le minerai est broyé humide, passé sur des tapis côtelés puis sur une table à secousses, et ce qui reste dans la dernière rainure est un fil jaune pas plus épais qu’un lacet.',
      },
      {
        kind: 'paragraph',
        text: 'Ils récupèrent moins que leurs voisins. La prime [Fairmined](https://axiom.example/materials/ananea-gold) compense, et elle a payé le dispensaire et une salle de classe à double vitrage. Sabina Ccori, qui a vendu le lot dont sont faites les bagues de cette année, est la deuxième femme du district à détenir une galerie en son nom. Jusqu’en 2012, on ne laissait pas descendre les femmes, *parce que la montagne serait jalouse*. Elle dit que la montagne n’a pas élevé d’objection.',
      },
      {
        kind: 'image',
        alt: 'Un fil d’or dans la dernière rainure d’une table à secousses',
        caption: 'Semaine dix-neuf : onze grammes pour deux tonnes.',
        palette: ['#221a12', '#d9ab4f'],
      },
      { kind: 'heading', level: 2, text: 'Forgé' },
      {
        kind: 'paragraph',
        text: 'À Cuzco, l’or est allié, coulé dans une rainure taillée dans un galet de rivière, et martelé. Une bague coulée est un liquide gelé, plein de très petits creux. Une bague forgée a du *fil*, comme le bois, et sonne quand elle tombe.',
      },
      { kind: 'product', product: 'prod_ananea-ring' },
      {
        kind: 'paragraph',
        text: 'Pour la seconde bague, elle attend une pierre. Celle-ci vient d’un filon de [Yogo Gulch](https://axiom.example/materials/yogo-sapphire), dans le Montana, large de deux pas et long de cinq milles, qui n’a jamais donné de saphir de plus de dix-neuf carats. La sienne pèse moins d’un carat. Elle est sertie si bas qu’un gant glisse dessus.',
      },
      {
        kind: 'quote',
        text: 'À l’intérieur, j’écris la semaine. Si l’or ne se souvient pas, la bague le peut.',
        cite: 'Nayra Quispe Huanca',
      },
    ],
  },
  'art_a-bridge-of-grass': {
    slug: 'un-pont-d-herbe',
    title: 'Un pont d’herbe',
    role: 'Correspondante',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Chaque mois de juin, quatre communautés au-dessus de l’Apurímac coupent leur pont et le laissent tomber dans la rivière. Puis elles en font un autre. Cela se fait depuis quelque cinq cents ans, cela prend **quatre jours**, et le pont est en herbe.',
      },
      {
        kind: 'paragraph',
        text: 'L’herbe est l’*ichu*, la touffe jaune et raide du haut plateau. Chaque famille doit quarante brasses de corde. Les femmes la tordent d’avance, en marchant, en gardant les moutons, deux brins l’un contre l’autre entre les paumes. Le premier jour, les cordes sont étendues le long de la route et tordues par trois en cordages, et les cordages tressés en câbles gros comme une cuisse.',
      },
      { kind: 'heading', level: 2, text: 'Pourquoi il tient' },
      {
        kind: 'paragraph',
        text: 'Un brin d’ichu rompt sous un poids qu’un enfant soulèverait. Dans une corde, chaque brin est serré par ses voisins sur toute sa longueur, et plus on tire, plus ils serrent. Chaque étage est tordu **contre** celui du dessous, de sorte que ce qui veut se défaire dans la corde est retenu par ce qui veut se défaire dans le cordage. Les six câbles ensemble porteraient cinquante personnes et une fanfare.',
      },
      {
        kind: 'quote',
        text: 'Mon oncle s’y est avancé quand il n’y avait pas encore de plancher. Il a dit : ce n’est qu’un très long nœud.',
        cite: 'Nayra Quispe Huanca',
      },
      { kind: 'heading', level: 2, text: 'En argent' },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe a tiré du fil pendant deux ans avant qu’on la laisse en faire quelque chose. Le bracelet est sa réponse à ces deux années. Trente fils de 0,9 millimètre sont tordus par deux vers la gauche, puis par cinq vers la droite, et les trois cordages sont tressés ; le pas est celui des câbles de main de Q’eswachaka, compté sur une photographie et corrigé par son oncle.',
      },
      {
        kind: 'image',
        alt: 'Trois cordages d’argent tressés en un ruban, vus de près',
        caption: 'À gauche, à droite, et par-dessus.',
        palette: ['#c9cccd', '#5f666a'],
      },
      {
        kind: 'paragraph',
        text: 'Comme le pont, il n’a pas de fermoir. La tresse fait ressort : elle s’ouvre pour laisser entrer le poignet de côté, et se referme. Le métal est de [l’argent qui a été autre chose](https://axiom.example/materials/recycled-silver), du film radiographique pour la plupart, et elle aime penser à tous ces poumons.',
      },
      { kind: 'product', product: 'prod_ichu-bracelet' },
      {
        kind: 'paragraph',
        text: 'Il ne durera pas toujours, dit-elle ; l’argent tressé s’use là où il se croise. Dans vingt ou trente ans, l’intérieur sera mince. On pourra alors le renvoyer, le fondre et le refaire, *en juin de préférence*.',
      },
    ],
  },
  'art_low-water': {
    slug: 'basse-mer',
    title: 'Basse mer',
    role: 'Correspondant à Tokyo',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Le mot est *hamaage*, remonter sur la plage. Cela se fait en décembre, quand l’eau de la baie d’Ago est tombée sous quinze degrés. En eau chaude, une huître dépose la nacre vite et lâchement. En eau froide, elle s’arrête presque, et les dernières couches qu’elle ajoute sont les plus fines, **un tiers de micron chacune**, et plates comme les pages d’un dictionnaire.',
      },
      {
        kind: 'paragraph',
        text: 'Ce sont ces pages que l’on voit. La lumière en traverse quelques-unes, rebondit sur d’autres, et revient décalée d’elle-même. Une perle prise en septembre est une boule blanche. La même, trois mois plus tard, a quelqu’un chez elle.',
      },
      { kind: 'heading', level: 2, text: 'De neuf cents à trois' },
      {
        kind: 'paragraph',
        text: 'Sur le radeau de Tategami, Mitsuo Hamaguri ouvre les coquilles avec un couteau émoussé et un tour de pouce. Une sur quatre est vide ; l’huître a recraché le noyau. La moitié des autres sont tachées, à queue ou ternes. D’un panier de neuf cents, il en pose une trentaine sur un drap gris près de la fenêtre nord et quitte la cabane, car une personne dans la pièce change la couleur.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'Il ôte d’abord tout ce qui attire l’œil.',
          'Puis tout ce qui ne l’attire pas.',
          'Ce qui reste est assorti par trois, en les faisant rouler.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'L’usage est de blanchir l’[akoya](https://axiom.example/materials/ago-pearl) et de le teinter d’un soupçon de rose. Celles-ci ne sont que lavées au sel. Leur couleur est entre la crème et le vert d’un céladon très mince, et aucun rang à la vitrine d’un joaillier n’a plus tout à fait cette couleur.',
      },
      { kind: 'image', alt: 'Trois perles sur un drap gris près d’une fenêtre', palette: ['#dfe1df', '#8f989c'] },
      { kind: 'heading', level: 2, text: 'À Cuzco, loin de la mer' },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe n’avait jamais monté de perle. Elle a posé les trois dans une soucoupe d’eau sur l’établi et les a regardées pendant quelques semaines, entre deux choses. Lors d’un voyage à Lima, elle a vu des pierres sur la plage de Chorrillos, la mer retirée, *chacune dans sa petite mare, à moitié dehors*.',
      },
      { kind: 'product', product: 'prod_low-water-bangle' },
      {
        kind: 'quote',
        text: 'Tout le monde soulève une perle pour la montrer. J’ai pensé qu’elle aimerait peut-être se coucher.',
        cite: 'Nayra Quispe Huanca',
      },
      {
        kind: 'paragraph',
        text: 'Elles sont donc enfoncées jusqu’à l’équateur dans le bout de la barre, chevillées par-dessous, et reposent au creux du poignet, où la peau est chaude. Les perles ternissent dans un coffre. Il leur faut un peu d’humidité et un pouls.',
      },
    ],
  },
};

import type { Texts } from '../types.ts';

/** Articles. */
export const articles: Texts['articles'] = {
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
};

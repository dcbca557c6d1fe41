import type { Article } from '../types.ts';
import { authors } from './authors.ts';

/** Stories of indigo. */
export const indigo: Article[] = [
  {
    id: 'art_six-vats-and-a-day-off',
    slug: 'six-vats-and-a-day-off',
    title: 'Six Vats and a Day Off',
    mood: 'OBSIDIAN',
    publishedAt: '2025-10-28T01:00:00Z',
    author: authors.shun,
    linkedProducts: ['prod_eight-dips-scarf', 'prod_tideline-stole'],
    artisans: ['arti_sayo-mikuriya'],
    palette: ['#0f1a30', '#3f6a94'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'Sayo Mikuriya puts a finger into the vat and then into her mouth. It is a quarter past five. Outside, frogs; inside, six round mouths in an earth floor, each with a wooden lid. *Three is tired,* she says, and puts the lid back on three.',
      },
      {
        kind: 'paragraph',
        text: 'Indigo does not dissolve in water. To make it enter a thread, something must first take the oxygen out of it, and in this house that something is **alive**. The bacteria came with the leaves. They are fed wheat bran and a little sake, kept warm in winter with a charcoal pot, and left in peace on alternate days.',
      },
      { kind: 'heading', level: 2, text: 'A hundred days under straw' },
      {
        kind: 'paragraph',
        text: 'Before the vat comes the heap. From September the dried leaves of *Persicaria tinctoria* lie a metre deep on a clay floor at [Kamiita](https://axiom.example/materials/awa-indigo), are watered, turned every fifth day and covered with mats. They reach seventy degrees and smell of ammonia so strongly that the turners work in shifts. In December what is left is *sukumo*, black and crumbling, a tenth of the volume.',
      },
      {
        kind: 'image',
        alt: 'A coppery bloom on the dark surface of a dye vat',
        caption: 'The flower of the vat, a little before six.',
        palette: ['#141d33', '#8a5a3c'],
      },
      {
        kind: 'paragraph',
        text: 'Mikuriya builds a vat from it in a fortnight, with lye from oak ash and shell lime. On the day it is ready a bloom rises, purple bubbles with a skin of copper, which dyers call the flower. A vat lives for six months or so. She has kept one going for eleven, *from stubbornness*.',
      },
      { kind: 'heading', level: 2, text: 'Eight times' },
      {
        kind: 'paragraph',
        text: 'The silk goes in dry-handed, slowly, without a splash, since a splash carries air. It stays under for as long as she can hold her breath, a measure her grandmother used. It comes out the yellow-green of an unripe plum. Then the air reaches it, and while one looks it turns: green, sea-green, blue.',
      },
      { kind: 'product', product: 'prod_eight-dips-scarf' },
      {
        kind: 'quote',
        text: 'I do not put the blue on. I take the cloth away and the morning does it.',
        cite: 'Sayo Mikuriya',
      },
      {
        kind: 'paragraph',
        text: 'One dip is pale, and four are the blue of work clothes. After eight the silk has the depth that the Japanese call **kon**, which looks black on the table and blue on a moving shoulder. Each dip has its morning, because a vat gives its best only once a day. The scarf has been in the house for two weeks by then. It is rinsed in the Yoshino, twelve minutes away by van, until the river runs clear around it.',
      },
    ],
  },
  {
    id: 'art_a-look-into-the-jar',
    slug: 'a-look-into-the-jar',
    title: 'A Look into the Jar',
    mood: 'PAPER',
    publishedAt: '2026-02-03T01:00:00Z',
    author: authors.shun,
    linkedProducts: ['prod_eight-dips-scarf', 'prod_plumb-floor-lamp'],
    artisans: ['arti_sayo-mikuriya', 'arti_asta-hjortlund'],
    palette: ['#eaf0f0', '#6d97b5'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'The palest indigo has a comic name. *Kamenozoki* means a peep into the jar: the cloth has looked into the vat and come straight back out. Old sample books set some two dozen blues between this and the darkest, and give every one a name.',
      },
      {
        kind: 'paragraph',
        text: 'Dyers learn them by number of dips, poets by season and merchants by price. Sayo Mikuriya keeps a book with all three. Its pages are strips of hemp dyed by her great-grandmother, **who could not write** and so marked them with knots.',
      },
      { kind: 'heading', level: 2, text: 'Five from the book' },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Kamenozoki**, one dip: skimmed milk in a blue bowl.',
          '**Mizuasagi**, two: a swimming pool in a country where it rains.',
          '**Asagi**, four: a young onion, where the green gives out.',
          '**Hanada**, six: the blue that most people mean when they say blue.',
          '**Kon**, eight or more: evening, after one has stopped looking at it.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'None of these can be found in a tin. Synthetic indigo is the same molecule to the last atom and gives a clean, flat colour. The plant brings other things along, a red called indirubin among them, some yellow, some brown, in proportions that follow the summer. They are why a plant-dyed cloth changes so much between a window and a lamp.',
      },
      { kind: 'heading', level: 2, text: 'A shade for Svaneke' },
      {
        kind: 'paragraph',
        text: 'In the autumn a parcel of linen came to Kamiita from Denmark. [Asta Hjortlund](https://axiom.example/artisans/asta-hjortlund) wanted a lampshade that would be blue by day and not blue at night. They have never met. They wrote letters, with strips of cloth pinned to them, for five months.',
      },
      {
        kind: 'quote',
        text: 'She asked what the light was like. I sent her a jar of the sea, and the customs kept it.',
        cite: 'Asta Hjortlund',
      },
      {
        kind: 'paragraph',
        text: 'Linen drinks indigo reluctantly. Three dips gave a grey, seven gave a lid. Five, rinsed at once, gave a cloth that looks slate-blue with the sun on it; lit from within, the thread turns transparent, the red comes forward, and the shade glows the colour of **buttered toast**.',
      },
      { kind: 'product', product: 'prod_plumb-floor-lamp' },
      {
        kind: 'paragraph',
        text: 'The two women have agreed on a name for it and will not translate it for us. It is now the fourth strip from the left on a page that had been full since 1911, tied in with a knot that is evidently a boat.',
      },
      {
        kind: 'image',
        alt: 'Strips of blue cloth from pale to dark, knotted at the edge of a page',
        palette: ['#dfe9ec', '#27466f'],
      },
    ],
  },
];

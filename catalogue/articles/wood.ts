import type { Article } from '../types.ts';
import { authors } from './authors.ts';

/** Stories of wood and stone. */
export const wood: Article[] = [
  {
    id: 'art_after-the-storm',
    slug: 'after-the-storm',
    title: 'After the Storm',
    mood: 'PAPER',
    publishedAt: '2026-04-28T06:00:00Z',
    author: authors.leila,
    linkedProducts: ['prod_almindingen-stool', 'prod_tilt-writing-box', 'prod_plumb-floor-lamp'],
    artisans: ['arti_asta-hjortlund'],
    palette: ['#ece3d2', '#8d6a42'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'On the night of 22 December 2023 the wind on Bornholm turned to the north-west and stayed there. By morning ninety-four oaks were down in Almindingen. They had been planted two hundred years before, when Denmark had lost its fleet and meant to **grow another**. Nobody had told them that ships would be made of iron.',
      },
      {
        kind: 'paragraph',
        text: 'Asta Hjortlund went up with chalk before the roads were clear. She numbers trees in the order in which she meets them and asks three things of each: how it fell, what the crown was doing, and which way is the heart. Then she buys them whole, eight or ten in a bad year, none in a good one.',
      },
      { kind: 'heading', level: 2, text: 'Oak 88' },
      {
        kind: 'paragraph',
        text: 'A tree is sold by the sawn board. She thinks of it by the limb. In oak 88 the two straightest metres above the first fork became the mast of a lamp; the butt went into boards; the crook where a branch had left the trunk is still standing in the corner of the shed, *until somebody needs exactly that*.',
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Boards**, in stick for two years: the writing box.',
          '**The clear length**: the mast of the floor lamp.',
          '**The third log**: drums, turned while the wood was still wet.',
          '**The bark**: to the tanners.',
        ],
      },
      {
        kind: 'image',
        alt: 'An uprooted oak with a chalk number on its trunk',
        caption: 'Eighty-eight, as it lay.',
        palette: ['#b9a27c', '#4a4134'],
      },
      { kind: 'heading', level: 2, text: 'The crack' },
      {
        kind: 'paragraph',
        text: 'Wood shrinks more around the ring than across it. A drum turned from a whole log must therefore crack, once, somewhere, and the only questions are when and where. Most makers fill it. She turns the drum, stands it in the loft, and leaves it for fourteen months. When it has said what it had to say, she lets in **two brass keys** across the crack, to stop it from saying more.',
      },
      {
        kind: 'quote',
        text: 'A boat taught me that. It moves or it breaks. You choose early.',
        cite: 'Asta Hjortlund',
      },
      { kind: 'product', product: 'prod_almindingen-stool' },
      {
        kind: 'paragraph',
        text: 'The lamp is stepped in [granite](https://axiom.example/materials/svaneke-granite) as a mast is in a keel, without glue. The stone comes from a quarry within sight of the shed, and was split by frost before anyone thought of it. To set the lamp plumb she carries it down the slipway, stands it on the flat rock at the end, and lines it up with the horizon, which on that side is **all sea, and very straight**.',
      },
      {
        kind: 'paragraph',
        text: 'Of the ninety-four, the state left seventy where they lay, for beetles. In the gaps there are seedlings now, knee-high, two or three thousand of them. She has not numbered those.',
      },
    ],
  },
];

import type { Article } from '../types.ts';
import { authors } from './authors.ts';

/** Stories of leather. */
export const leather: Article[] = [
  {
    id: 'art_forty-days-in-the-pit',
    slug: 'forty-days-in-the-pit',
    title: 'Forty Days in the Pit',
    mood: 'OBSIDIAN',
    publishedAt: '2025-04-15T06:00:00Z',
    author: authors.maren,
    linkedProducts: ['prod_ember-tote', 'prod_meridian-folio'],
    artisans: ['arti_ilaria-vannozzi'],
    palette: ['#2c1a12', '#a5683c'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'The tannery at Santa Croce is loudest in the first room, where the drums turn, and quietest in the last, where nothing seems to happen. There are **thirty-two pits** in the floor of the last room, each a little over two metres deep. In each hang twenty hides, and for forty days they are moved from one pit to the next, from weak liquor to strong.',
      },
      {
        kind: 'paragraph',
        text: 'The liquor is made of chestnut and mimosa bark and smells of cold tea, then of wet bread, and after some minutes of nothing, because the nose gives up. A hide goes in the colour of candle wax. It comes out the colour of crust, and heavier by a third.',
      },
      { kind: 'heading', level: 2, text: 'Why not forty hours' },
      {
        kind: 'paragraph',
        text: 'Chromium salts would do the work in a day. Most of the world’s leather is made that way, and much of it is good. But a chrome-tanned hide is finished when it leaves the drum, and stays as it is until it wears out. What the bark leaves between the fibres goes on reacting with light and with the grease of hands. *It is never finished,* says the foreman, who has worked here since 1988, *and neither are you, so you get along.*',
      },
      {
        kind: 'image',
        alt: 'Hides hanging from wooden bars above a dark pit',
        caption: 'Pit nineteen, in the third week.',
        palette: ['#1d120c', '#6b4326'],
      },
      {
        kind: 'paragraph',
        text: 'The house takes about sixty hides a year from this room, all of one selection. They are calves of French dairy herds, and each has a number that leads back to [its farm](https://axiom.example/materials/arno-calf). Scars are not a reason to refuse one. A healed scratch is denser than the skin beside it and takes the light differently; on some bags it runs across the front like a drawn line.',
      },
      { kind: 'heading', level: 2, text: 'What arrives in Scandicci' },
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi gets them rolled, grain side in, and leaves them on her floor for a week. She walks around them. Then she lays the pattern of the tote on the back of the hide, where the fibres run straight, and shifts it by a finger’s breadth, and shifts it again.',
      },
      { kind: 'product', product: 'prod_ember-tote' },
      {
        kind: 'quote',
        text: 'I look for the part that was asleep. A calf leans on one side. The other side is the bag.',
        cite: 'Ilaria Vannozzi',
      },
      {
        kind: 'paragraph',
        text: 'From one hide she gets one tote, or two folios and a strap. The rest goes into [card cases](https://axiom.example/products/tideline-card-case), handles, the heels of other people’s shoes. The smallest scraps return to Santa Croce, where they are ground and spread on the olive groves behind the pits.',
      },
    ],
  },
  {
    id: 'art_two-needles-one-thread',
    slug: 'two-needles-one-thread',
    title: 'Two Needles, One Thread',
    mood: 'PAPER',
    publishedAt: '2025-06-10T06:00:00Z',
    author: authors.tobiah,
    linkedProducts: ['prod_scree-satchel', 'prod_tideline-card-case', 'prod_understory-notebook'],
    artisans: ['arti_ilaria-vannozzi'],
    palette: ['#efe4d2', '#8a4b2a'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'A sewing machine uses two threads. One lies on top, one below, and they hook around each other in the middle of the leather. It is quick, strong and even, and it has a flaw: cut one loop, pull, and the whole seam opens like a zip.',
      },
      {
        kind: 'paragraph',
        text: 'The saddle stitch uses **one thread with a needle at each end**. Both needles pass through every hole, from opposite sides. Cut a loop and nothing happens. The thread still runs through that hole the other way. Harness was sewn like this because a rein that fails kills somebody.',
      },
      { kind: 'heading', level: 2, text: 'The motions' },
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi holds the work between her knees in a wooden clam. I asked her to do it slowly and she could not, so I filmed her hands and counted.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'The awl goes through, from the right, at an angle she does not measure.',
          'The left needle follows it as it leaves.',
          'The right needle goes in below the left thread, *always below*, and never through it.',
          'Both arms open, the thread sings against the wax, and the stitch sits down.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'Four seconds. There are nine to the inch, and on a satchel one thousand one hundred and eighty, which is an hour and twenty minutes if nothing goes wrong and nobody comes in. Somebody always comes in. The bakery next door sends a boy with the flat ends of the schiacciata.',
      },
      { kind: 'product', product: 'prod_scree-satchel' },
      { kind: 'heading', level: 2, text: 'Under the left handle' },
      {
        kind: 'paragraph',
        text: 'A line of saddle stitches leans, like good handwriting, and the lean belongs to whoever sewed it. Ilaria can tell her own seams from those of the two women who work beside her, and theirs from each other. *Marta is upright,* she says. *Marta was in the army.*',
      },
      {
        kind: 'quote',
        text: 'Someone will unpick this in sixty years to mend it. I would like her to have an easy morning.',
        cite: 'Ilaria Vannozzi',
      },
      {
        kind: 'paragraph',
        text: 'On the smallest piece, the card case, there are eleven stitches in all. They hold one [goatskin](https://axiom.example/materials/tarn-goatskin) folded twice. The notebook has none that show: its pages are sewn with linen on three tapes, by the same hand, and the cover only embraces them. When the paper is full, the cover lets go and takes the next.',
      },
      {
        kind: 'image',
        alt: 'A line of slanted linen stitches along a leather edge',
        caption: 'Nine to the inch, leaning.',
        palette: ['#7f8267', '#e8dcc4'],
      },
    ],
  },
];

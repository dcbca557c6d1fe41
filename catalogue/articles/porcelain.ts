import type { Article } from '../types.ts';
import { authors } from './authors.ts';

/** Stories of porcelain and wax. */
export const porcelain: Article[] = [
  {
    id: 'art_white-earth',
    slug: 'white-earth',
    title: 'White Earth',
    mood: 'PAPER',
    publishedAt: '2025-05-13T06:00:00Z',
    author: authors.maren,
    linkedProducts: ['prod_first-firing-vase', 'prod_neap-bowl'],
    artisans: ['arti_solene-chassagnard'],
    palette: ['#f4f1ea', '#9aa4a8'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'In 1768 a surgeon’s wife at Saint-Yrieix-la-Perche was looking for something to whiten linen, and dug a soft, greasy earth out of a ravine. It did not wash. Her husband sent a sample to an apothecary in Bordeaux, who knew what half of Europe had been searching for. It was **kaolin**.',
      },
      {
        kind: 'paragraph',
        text: 'The pits closed long ago, all but one small face that is cut by hand for people who insist. Solène Chassagnard insists. She drives down each October with a trailer, and stands in the rain while Ghislain Peyrichout of [Kaolins de la Loue](https://axiom.example/materials/limousin-porcelain) slices the bank with a spade that he keeps for this and nothing else.',
      },
      { kind: 'heading', level: 2, text: 'A clay that forgets nothing' },
      {
        kind: 'paragraph',
        text: 'Porcelain paste is half kaolin, with feldspar and quartz. It is left in a cellar until spring, where it sours and becomes a little more obedient. It never becomes very obedient. It has almost no stretch, and it remembers: straighten a warped rim and it will look perfect, go into the kiln, and come out **warped in the same place**.',
      },
      {
        kind: 'paragraph',
        text: 'That is why the factories pour it into plaster. Solène throws it. She has worked out that she has three pulls, of about nine seconds, and that on the first the wall must already be where she wants it on the last.',
      },
      {
        kind: 'image',
        alt: 'A white shouldered vase on a wheel, hands just lifted away',
        caption: 'After the third pull.',
        palette: ['#efece4', '#c3bdb0'],
      },
      {
        kind: 'quote',
        text: 'You do not correct porcelain. You apologise and take another ball.',
        cite: 'Solène Chassagnard',
      },
      { kind: 'heading', level: 2, text: 'Sunday night' },
      {
        kind: 'paragraph',
        text: 'The kiln is lit on Sunday at six in the evening, when current is cheap and the laundry’s old neighbours are at supper. At 1,400 degrees the feldspar melts and runs between the grains; the pot sinks on itself and loses a seventh of its height. For an hour it is, strictly speaking, *a very thick liquid in the shape of a vase*.',
      },
      { kind: 'product', product: 'prod_first-firing-vase' },
      {
        kind: 'paragraph',
        text: 'On Tuesday she knocks on each with a knuckle. A sound piece answers with a clear note that goes on; a cracked one says *tock*. In the firing we saw, seven of eleven vases rang. The four others she broke at once, put the best fragment under the microscope, and wrote for ten minutes.',
      },
      {
        kind: 'paragraph',
        text: 'The bowls are simpler and come sixty at a time. Glaze is poured in, held while she counts to nine, and poured out, and where it stopped it stays. She does not guide it. There is a line inside every one, as on a harbour wall, and none of them is level.',
      },
    ],
  },
  {
    id: 'art_a-cup-of-light',
    slug: 'a-cup-of-light',
    title: 'A Cup of Light',
    mood: 'PAPER',
    publishedAt: '2025-11-18T06:00:00Z',
    author: authors.tobiah,
    linkedProducts: ['prod_hearth-candle', 'prod_breath-vessel'],
    artisans: ['arti_solene-chassagnard'],
    palette: ['#f6ecd8', '#c79a55'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'To make one kilogram of wax, bees eat seven or eight of honey. They sweat it in flakes from the underside of the belly, chew it, and build with it in the dark, hanging in chains from one another’s feet. When a cell is full of honey they close it with **a lid of new wax**, the cleanest there is. Beekeepers call these lids cappings.',
      },
      {
        kind: 'paragraph',
        text: 'On the plateau of Valensole the hives move four times a year: almond, rosemary, lavender, ivy. The cappings of the lavender month are melted behind glass, by the sun alone, so that they never pass seventy degrees. The wax smells of hay, of warm cupboards and, last, of the flower.',
      },
      { kind: 'heading', level: 2, text: 'A wall of two millimetres' },
      {
        kind: 'paragraph',
        text: 'Solène Chassagnard throws the cup as thin as she dares. Hard porcelain is a glass with crystals in it, and lets light through where there is little of it. While the candle is new the cup is white. After an hour a pool forms, the flame goes down behind the rim, and **the wall begins to glow**, first as a crescent, then all round.',
      },
      {
        kind: 'image',
        alt: 'A lit candle whose porcelain cup glows from within',
        caption: 'The thirtieth hour.',
        palette: ['#f7e6c4', '#b9762c'],
      },
      {
        kind: 'paragraph',
        text: 'It burns for some fifty hours. Then one washes it with hot water and has a cup, for tea or for the [next cylinder of wax](https://axiom.example/products/hearth-candle). She drinks her coffee from the very first, which came out oval.',
      },
      { kind: 'heading', level: 2, text: 'A hundred degrees short' },
      {
        kind: 'paragraph',
        text: 'The other vessel has no opening at all, apart from a hole for the steam that one would have to look for with a needle. It is fired to 1,290 degrees where a cup gets 1,400. At that heat the body holds together and *the pores have not yet closed*. Put a drop of oil on the crown: it spreads, darkens, and is gone. For two days the porcelain gives it back to the room, faster when somebody opens the door.',
      },
      {
        kind: 'quote',
        text: 'For a factory that is a fault called under-firing. I only moved in.',
        cite: 'Solène Chassagnard',
      },
      { kind: 'product', product: 'prod_breath-vessel' },
      {
        kind: 'paragraph',
        text: 'It stands on a foot of [walnut](https://axiom.example/materials/perigord-walnut), because a porous pot would leave a ring on the table. There are two colours. Smoke is the same clay, wrapped in chestnut leaves for the firing, and it keeps the print of a vein here and there.',
      },
      {
        kind: 'paragraph',
        text: 'Neither object does very much. She is firm about that. A flame or a scent is company, she says, and company should know when to stop.',
      },
    ],
  },
];

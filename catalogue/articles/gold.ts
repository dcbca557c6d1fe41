import type { Article } from '../types.ts';
import { authors } from './authors.ts';

/** Stories of gold, silver, sapphire and pearl. */
export const gold: Article[] = [
  {
    id: 'art_gold-has-no-memory',
    slug: 'gold-has-no-memory',
    title: 'Gold Has No Memory',
    mood: 'OBSIDIAN',
    publishedAt: '2025-09-09T06:00:00Z',
    author: authors.leila,
    linkedProducts: ['prod_ananea-ring', 'prod_headwater-ring'],
    artisans: ['arti_nayra-quispe'],
    palette: ['#15110c', '#c99a3b'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'Melt two rings together and no laboratory on earth can tell you that there were two. This is why gold has been money for so long, and why it has been so easy to lie about. Whatever was done to get it, the metal comes out of the crucible clean.',
      },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe Huanca therefore starts from the other end. Four times a year she takes the night bus from Cusco to Juliaca and a shared van up to **Ananea**, where the road passes 4,900 metres and the glacier looks into the yard. She brings scales, acid, a touchstone and cash.',
      },
      { kind: 'heading', level: 2, text: 'The table' },
      {
        kind: 'paragraph',
        text: 'The cooperative sells on Fridays, at a table with an oilcloth. Every lot has a name on it and the number of a tunnel. Since 2016 its members have used no mercury: the ore is ground wet, run over ribbed mats and then over a shaking table, and what lies in the last groove is a yellow thread no thicker than a bootlace.',
      },
      {
        kind: 'paragraph',
        text: 'They recover less than their neighbours do. The [Fairmined](https://axiom.example/materials/ananea-gold) premium makes up for that, and paid for the clinic and a schoolroom with double windows. Sabina Ccori, who sold the lot from which this year’s rings are made, is the second woman in the district to hold a tunnel in her own name. Until 2012 women were not let underground, *because the mountain would be jealous*. She says that it has raised no objection.',
      },
      {
        kind: 'image',
        alt: 'A thread of gold in the last groove of a shaking table',
        caption: 'Week nineteen: eleven grams from two tonnes.',
        palette: ['#221a12', '#d9ab4f'],
      },
      { kind: 'heading', level: 2, text: 'Forged' },
      {
        kind: 'paragraph',
        text: 'In Cusco the gold is alloyed, poured into a groove cut in river stone, and hammered. A cast ring is a frozen liquid, full of very small hollows. A forged one is *grain*, like wood, and rings when dropped.',
      },
      { kind: 'product', product: 'prod_ananea-ring' },
      {
        kind: 'paragraph',
        text: 'For the second ring she waits for a stone. It comes from a dike at [Yogo Gulch](https://axiom.example/materials/yogo-sapphire) in Montana that is two paces wide and five miles long, and has given no sapphire larger than nineteen carats. Hers weighs less than one. It is set so low that a glove slides over it.',
      },
      {
        kind: 'quote',
        text: 'Inside I write the week. If gold cannot remember, the ring can.',
        cite: 'Nayra Quispe Huanca',
      },
    ],
  },
  {
    id: 'art_a-bridge-of-grass',
    slug: 'a-bridge-of-grass',
    title: 'A Bridge of Grass',
    mood: 'CHROME',
    publishedAt: '2025-08-05T06:00:00Z',
    author: authors.leila,
    linkedProducts: ['prod_ichu-bracelet'],
    artisans: ['arti_nayra-quispe'],
    palette: ['#d5d9db', '#7d8468'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'Every June, four communities above the Apurímac cut their bridge and let it fall into the river. Then they make another. It has been done for some five hundred years, it takes **four days**, and the bridge is made of grass.',
      },
      {
        kind: 'paragraph',
        text: 'The grass is *ichu*, the stiff yellow tussock of the high plain. A family owes forty fathoms of cord. The women twist it beforehand, while walking, while minding sheep, two strands against each other between the palms. On the first day the cords are laid out along the road and twisted by threes into ropes, and the ropes are plaited into cables as thick as a thigh.',
      },
      { kind: 'heading', level: 2, text: 'Why it holds' },
      {
        kind: 'paragraph',
        text: 'A blade of ichu breaks at a weight that a child could lift. In a cord each blade is gripped by its neighbours over its whole length, and the harder one pulls, the harder they grip. Each level is twisted **against** the one below, so that what wants to unwind in the cord is held by what wants to unwind in the rope. The six cables together would carry fifty people and a band.',
      },
      {
        kind: 'quote',
        text: 'My uncle walked out on it when there was no floor yet. He said: it is only a very long knot.',
        cite: 'Nayra Quispe Huanca',
      },
      { kind: 'heading', level: 2, text: 'In silver' },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe drew wire for two years before she was allowed to make anything of it. The bracelet is her answer to those two years. Thirty wires of 0.9 millimetres are twisted by twos to the left, then by fives to the right, and the three ropes are plaited; the lay is that of the hand cables at Q’eswachaka, counted from a photograph and corrected by her uncle.',
      },
      {
        kind: 'image',
        alt: 'Three twisted silver ropes plaited into a band, seen close',
        caption: 'Left, right, and over.',
        palette: ['#c9cccd', '#5f666a'],
      },
      {
        kind: 'paragraph',
        text: 'Like the bridge it has no fastening. The plait is springy: it opens to let the wrist in sideways, and closes. The metal is [silver that has been other things](https://axiom.example/materials/recycled-silver), X-ray film for the most part, and she likes to think of all the lungs.',
      },
      { kind: 'product', product: 'prod_ichu-bracelet' },
      {
        kind: 'paragraph',
        text: 'It will not last for ever, she says; plaited silver wears where it crosses. In twenty or thirty years the inside will be thin. Then it can be sent back, melted and made again, *in June for preference*.',
      },
    ],
  },
  {
    id: 'art_low-water',
    slug: 'low-water',
    title: 'Low Water',
    mood: 'CHROME',
    publishedAt: '2026-03-10T01:00:00Z',
    author: authors.shun,
    linkedProducts: ['prod_low-water-bangle'],
    artisans: ['arti_nayra-quispe'],
    palette: ['#e6e8ea', '#a9b4bc'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'The word is *hamaage*, bringing up onto the beach. It happens in December, when the water of Ago Bay has fallen below fifteen degrees. In warm water an oyster lays down nacre quickly and loosely. In cold it almost stops, and the last layers it adds are the thinnest, **a third of a micron each**, and as flat as the pages of a dictionary.',
      },
      {
        kind: 'paragraph',
        text: 'Those pages are what one sees. Light goes through some, bounces off others, and comes back out of step with itself. A pearl taken in September is a white ball. The same pearl three months later has someone at home.',
      },
      { kind: 'heading', level: 2, text: 'Nine hundred to three' },
      {
        kind: 'paragraph',
        text: 'On the raft at Tategami, Mitsuo Hamaguri opens shells with a blunt knife and a turn of the thumb. One in four holds nothing; the oyster has spat the nucleus out. Half of the others are spotted, tailed or dull. From a basket of nine hundred he puts some thirty on a grey cloth beside the north window and leaves the hut, because a person in the room changes the colour.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'First he takes away whatever draws the eye.',
          'Then whatever does not.',
          'What is left is matched in threes, by rolling.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'It is usual to bleach [akoya](https://axiom.example/materials/ago-pearl) and tint it faintly pink. These are only washed in salt. Their colour is between cream and the green of very thin celadon, and no strand in a jeweller’s window has quite that colour any more.',
      },
      {
        kind: 'image',
        alt: 'Three pearls on a grey cloth beside a window',
        palette: ['#dfe1df', '#8f989c'],
      },
      { kind: 'heading', level: 2, text: 'In Cusco, a long way from the sea' },
      {
        kind: 'paragraph',
        text: 'Nayra Quispe had never set a pearl. She put the three in a saucer of water on the bench and looked at them for some weeks, between other things. On a trip to Lima she saw stones on the beach at Chorrillos when the tide had gone, *each in its own small pool, half in and half out*.',
      },
      { kind: 'product', product: 'prod_low-water-bangle' },
      {
        kind: 'quote',
        text: 'Everybody lifts a pearl up, to show it. I thought that it might like to lie down.',
        cite: 'Nayra Quispe Huanca',
      },
      {
        kind: 'paragraph',
        text: 'So they are sunk to their equator in the end of the bar, pegged from beneath, and lie on the inner side of the wrist, where the skin is warm. Pearls dull in a safe. They want a little moisture and a pulse.',
      },
    ],
  },
];

import type { Article } from '../types.ts';
import { authors } from './authors.ts';

/** Stories of glass. */
export const glass: Article[] = [
  {
    id: 'art_four-in-the-morning',
    slug: 'four-in-the-morning',
    title: 'Four in the Morning',
    mood: 'OBSIDIAN',
    publishedAt: '2025-04-29T03:00:00Z',
    author: authors.tobiah,
    linkedProducts: ['prod_tarn-carafe', 'prod_tarn-tumblers'],
    artisans: ['arti_vojtech-hladik'],
    palette: ['#10120f', '#d98a3a'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'The pot was charged at noon yesterday, and for eight hours it boiled. All that time the gases of sand, soda and baryta were making bubbles, and the bubbles, which glassmakers call **seed**, were climbing a few centimetres an hour through something as stiff as honey. By four in the morning the last of them have arrived. The glass is still. Vojtěch Hladík has his hat on.',
      },
      {
        kind: 'paragraph',
        text: 'Nobody speaks much at the furnace mouth. There are five of them on the platform, and each knows where the other four will be, as in a kitchen or a quartet. The only lamp is the pot itself. It lights their faces from below at 1,180 degrees, and everything behind them is black.',
      },
      { kind: 'heading', level: 2, text: 'Three gathers and a swing' },
      {
        kind: 'paragraph',
        text: 'For the carafe he dips the pipe three times. Each gather goes over the one before like a sleeve, with a pause to cool, and then he blows, *less than you would on soup*. He was an oboist until he was twenty-six. An oboe takes very little air at high pressure; most of the art is in not exhaling.',
      },
      {
        kind: 'paragraph',
        text: 'Then he goes to the edge of the platform, lets the pipe hang, and swings it **once**, like a bell-ringer. The body falls away and the neck draws out thin behind it. That is the whole shape. No mould and no measure have been near it, which is why the carafes hold anything from 77 to 84 centilitres, and the figure is written on each box.',
      },
      { kind: 'product', product: 'prod_tarn-carafe' },
      { kind: 'heading', level: 2, text: 'Wet beech' },
      {
        kind: 'paragraph',
        text: 'The tumblers are blown into a mould turned from green beech and kept under water. When the glass comes in, the wood turns to steam, and the glass spins on a cushion of that steam without ever touching the sides. It takes a polish that no metal mould can give, and now and then the ghost of a growth ring.',
      },
      {
        kind: 'image',
        alt: 'A wooden mould smoking as glowing glass is lowered into it',
        caption: 'Mould sixty-four, at its hundred-and-third piece.',
        palette: ['#1a130d', '#e0a052'],
      },
      {
        kind: 'quote',
        text: 'Every piece burns the mould a little wider. The first glass and the last are not brothers. They are grandfather and grandson.',
        cite: 'Vojtěch Hladík',
      },
      {
        kind: 'paragraph',
        text: 'So he makes them in pairs, one straight after the other, and ties the two together with string before anyone in the warehouse can be helpful. At noon the platform is swept. A third of [tomorrow’s batch](https://axiom.example/materials/lesna-crystal) is what broke today.',
      },
    ],
  },
  {
    id: 'art_a-fire-put-to-bed',
    slug: 'a-fire-put-to-bed',
    title: 'A Fire Put to Bed',
    mood: 'CHROME',
    publishedAt: '2026-01-06T06:00:00Z',
    author: authors.maren,
    linkedProducts: ['prod_banked-fire-lamp'],
    artisans: ['arti_vojtech-hladik', 'arti_celestin-vuillermoz'],
    palette: ['#d8d3cb', '#b9762c'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'Before matches, one did not let the fire go out. The last thing at night was to rake the embers together and cover them with ash, so that they would breathe very slowly until morning. It was called banking, and in Bohemian houses it fell to the oldest person in the room. **Vojtěch Hladík’s grandmother** did it until 1974, with a dustpan kept for the purpose.',
      },
      {
        kind: 'paragraph',
        text: 'He wanted a lamp with that light in it. It is about 1,800 kelvin, redder than any bulb his generation grew up with, and it does not fall on things so much as lie among them.',
      },
      { kind: 'heading', level: 2, text: 'Two glasses that agree' },
      {
        kind: 'paragraph',
        text: 'The shade has its colour inside the wall. A gather of amber is covered by a gather of clear, and the two are blown as one. This is simple to describe. But every colour of glass shrinks at a rate of its own, and if the two disagree by even one part in a hundred thousand, the shade will burst, *that night or in nine years*.',
      },
      {
        kind: 'paragraph',
        text: 'They melted amber for five weeks before it agreed. The test is a thread pulled from both glasses side by side: if it stays straight on cooling, they are friends. On the wall of the hut hang thirty-one threads, most of them curled like a fern, and the last as straight as a rule.',
      },
      {
        kind: 'image',
        alt: 'Glass threads pinned to a board, curled at the left and straight at the right',
        caption: 'Thirty-one attempts at agreement.',
        palette: ['#c9c2b6', '#8a5a2a'],
      },
      { kind: 'heading', level: 2, text: 'A wheel to turn' },
      {
        kind: 'paragraph',
        text: 'The foot came from a clockmaker. [Célestin Vuillermoz](https://axiom.example/artisans/celestin-vuillermoz) turned it from a single bar and put a knurled wheel under its edge, where the fingers find it in the dark. The wheel has twenty-four stops. He filed each by ear, so that they get softer as the light goes down, and the last makes no sound.',
      },
      {
        kind: 'quote',
        text: 'A switch is a slammed door. I wished for somebody leaving the room on tiptoe.',
        cite: 'Célestin Vuillermoz',
      },
      { kind: 'product', product: 'prod_banked-fire-lamp' },
      {
        kind: 'paragraph',
        text: 'Everything comes apart with a coin. The light source is a standard one and sits in a standard socket, because neither of them believes that today’s will still be made when the brass is still good. The drawings are in the box, under the lamp, and so is a **coin**.',
      },
      {
        kind: 'paragraph',
        text: 'One of the first ten stands in the kitchen at Nový Bor. Nobody has turned it off since October. They bank it.',
      },
    ],
  },
];

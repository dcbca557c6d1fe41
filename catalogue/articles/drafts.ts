import type { Article, ArticleDraft } from '../types.ts';
import { authors } from './authors.ts';
import { clocks } from './clocks.ts';

const nineCoats = clocks.find(({ id }) => id === 'art_nine-coats') as Article;

/** Drafts that are not published: a new article, and a change of a published one. */
export const drafts: ArticleDraft[] = [
  {
    id: 'art_nine-degrees',
    slug: 'nine-degrees',
    title: 'Nine Degrees',
    mood: 'PAPER',
    author: authors.leila,
    linkedProducts: ['prod_plumb-floor-lamp', 'prod_almindingen-stool'],
    artisans: ['arti_asta-hjortlund'],
    palette: ['#e7dfd0', '#56636b'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'Mads Brohave has a board in the corner of the shed in Svaneke, hinged at one end, with a brass arc screwed to the wall beside it. Every lamp that leaves goes on to the board first. He lifts the free end by hand, slowly, and reads off the arc when he loses his nerve. The lamp, he says, **always keeps its own a little longer**.',
      },
      {
        kind: 'paragraph',
        text: 'Nothing holds the mast in its stone but its weight and a taper of one in twenty. That is how boats were stepped, and it is how the crew could get a mast out again with a mallet and some language. Asta Hjortlund sees no reason to glue what will one day have to be carried up a staircase.',
      },
      { kind: 'heading', level: 2, text: 'What the floor is like' },
      {
        kind: 'paragraph',
        text: 'A standard exists for lamps, and asks for six degrees. She asked the people who had bought the first twenty what their floors were like. *Old*, most of them wrote. One, in a mill, sent a drawing with a marble on it. So the board goes to nine.',
      },
      {
        kind: 'image',
        alt: 'A floor lamp standing on a tilted board beside a brass arc',
        caption: 'Nine, and holding.',
        palette: ['#cbb894', '#3f4a52'],
      },
      {
        kind: 'paragraph',
        text: 'What decides it is the stone. [Svaneke granite](https://axiom.example/materials/svaneke-granite) is cut low and wide, with the underside hollowed by four millimetres, so that it stands on its rim as a cup does and never rocks. Two blocks in ten are sent back for a vein that would take the rim with it.',
      },
      {
        kind: 'quote',
        text: 'At ten it goes, and I catch it. I have caught all of them but one.',
        cite: 'Mads Brohave',
      },
      { kind: 'product', product: 'prod_plumb-floor-lamp' },
      {
        kind: 'paragraph',
        text: 'The one that he did not catch stands in the window of the shed with a dent in its brass. It has been for sale since October, at the full price, because **there is nothing wrong with it**.',
      },
    ],
  },
  {
    ...nineCoats,
    narrative: [
      ...nineCoats.narrative,
      {
        kind: 'paragraph',
        text: 'Postscript: its owner has written to say that it came back from us a little lighter. We think that it was the light.',
      },
    ],
  },
];

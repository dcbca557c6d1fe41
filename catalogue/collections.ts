import type { Collection } from './types.ts';

/** The collections: each is named after a kind of place, except that of gifts. */
export const collections: Collection[] = [
  {
    id: 'pcol_ember',
    handle: 'ember',
    title: 'Ember',
    description:
      'Objects that a fire has been through, or will be: porcelain taken to 1,400 °C, glass gathered at dawn, leather greased warm beside a stove. The flame is gone; each piece keeps a record of how hot it was and for how long.',
  },
  {
    id: 'pcol_tideline',
    handle: 'tideline',
    title: 'Tideline',
    description:
      'From four shores between 34 and 60 degrees north. Pearls that grew through one cold winter, wool that has stood in salt wind, cloth rinsed in a river a short walk from its mouth.',
  },
  {
    id: 'pcol_meridian',
    handle: 'meridian',
    title: 'Meridian',
    description:
      'Instruments for whoever works by a window: a clock, a pen, a lamp, a folio, and a throw for the hour when the light goes. Measured twice, and made to be opened and serviced.',
  },
  {
    id: 'pcol_understory',
    handle: 'understory',
    title: 'Understory',
    description:
      'What grows in the shade of something taller. Storm-felled oak, mulberry paper, indigo composted for a hundred days: slow matter, cut in its season and finished without varnish.',
  },
  {
    id: 'pcol_scree',
    handle: 'scree',
    title: 'Scree',
    description:
      'From high and stony ground: gold washed at 4,900 metres, sapphires from a dike two paces wide, goatskin off dry limestone, glass the colour of a lake with no stream running into it.',
  },
  {
    id: 'pcol_gifts',
    handle: 'gifts',
    title: 'Gifts',
    description:
      'Small enough to carry to a table: a card case, a notebook, a cup that was a candle. Each comes in its own box with a blank card, and nobody has to guess a size.',
    tag: 'gift',
  },
];

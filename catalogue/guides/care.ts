import type { Block } from '../blocks.ts';
import type { SiteCareGuide } from './types.ts';

/** The guides for the care of products: every category has one, of its own or of a category above it. */
export const careGuides: SiteCareGuide[] = [
  {
    ...{ id: 'care_leather', handle: 'leather', title: 'Care of Leather' },
    instructions: paragraphs(
      'Let it dry slowly when it is wet, far from heaters, filled with plain paper.',
      'Twice a year, rub a spoonful of beeswax balm in with a soft cloth. Scratches in vegetable-tanned leather close under a warm thumb.',
    ),
    attachedTo: { categories: ['pcat_leather-goods'] },
  },
  {
    ...{ id: 'care_textiles', handle: 'textiles', title: 'Care of Silk, Linen and Wool' },
    instructions: paragraphs(
      'Air it overnight before you wash it: most cloth needs no more.',
      'Wash it by hand in cool water with a soap for wool. Press the water out in a towel, without wringing.',
    ),
    symbols: [
      ...['WASH_BY_HAND', 'DO_NOT_BLEACH', 'DO_NOT_TUMBLE_DRY', 'FLAT_DRY_IN_SHADE', 'IRON_LOW', 'DRY_CLEAN_P_MILD'],
    ],
    attachedTo: { categories: ['pcat_textiles'] },
  },
  {
    ...{ id: 'care_rugs', handle: 'rugs', title: 'Care of Rugs and Cushions' },
    instructions: paragraphs(
      'Shake it out of the window, and turn it by half every spring, so that it wears evenly.',
      'Lift a stain with cold water and a white cloth, from its edge to its middle. Leave a wash to a cleaner of rugs.',
    ),
    symbols: [
      ...['DO_NOT_WASH', 'DO_NOT_BLEACH', 'DO_NOT_TUMBLE_DRY', 'DO_NOT_IRON', 'DRY_CLEAN_P_MILD'],
      'WET_CLEAN_VERY_MILD',
    ],
    attachedTo: { categories: ['pcat_rugs-and-cushions'] },
  },
  {
    ...{ id: 'care_indigo', handle: 'indigo', title: 'Care of Living Indigo' },
    instructions: paragraphs(
      'Indigo gives a little colour in its first year: wear it with blue, and wash it alone.',
      'Wash it by hand in cold water, without soap the first three times. Dry it in the shade, where the blue stays deep.',
    ),
    symbols: [
      ...['WASH_BY_HAND', 'DO_NOT_BLEACH', 'DO_NOT_TUMBLE_DRY', 'LINE_DRY_IN_SHADE', 'IRON_MEDIUM'],
      'DO_NOT_DRY_CLEAN',
    ],
    attachedTo: { products: ['prod_eight-dips-scarf'] },
  },
  {
    ...{ id: 'care_gold-and-silver', handle: 'gold-and-silver', title: 'Care of Gold, Silver and Pearls' },
    instructions: paragraphs(
      'Warm water, a drop of soap and a soft toothbrush. Silver that is worn every day does not tarnish.',
      'Pearls come last and leave first: put them on after perfume, and wipe them with a dry cloth at night.',
    ),
    attachedTo: { categories: ['pcat_jewellery'] },
  },
  {
    ...{ id: 'care_clocks', handle: 'clocks', title: 'Care of Clocks' },
    instructions: paragraphs(
      'Wind it on the same day of each week, until the key stops by itself. Set it forwards only.',
      'Have it cleaned and oiled every five years by any clockmaker: the parts list is inside the case.',
    ),
    attachedTo: { categories: ['pcat_timepieces'] },
  },
  {
    ...{ id: 'care_porcelain-and-glass', handle: 'porcelain-and-glass', title: 'Care of Porcelain and Glass' },
    instructions: paragraphs(
      'Wash it by hand in warm water, one piece at a time, on a cloth laid into the sink.',
      'Vinegar removes lime. Let a warm piece cool before you put it into cold water.',
    ),
    attachedTo: { categories: ['pcat_tableware'] },
  },
  {
    ...{ id: 'care_wood', handle: 'wood', title: 'Care of Wood' },
    instructions: paragraphs(
      'Dust it with a dry cloth. Wash soaped wood twice a year with soap flakes in warm water, along the grain.',
      'Keep it a metre from heaters. A ring of a glass goes with a little soap and fine steel wool.',
    ),
    attachedTo: { categories: ['pcat_interiors'] },
  },
  {
    ...{ id: 'care_lamps', handle: 'lamps', title: 'Care of Lamps' },
    instructions: paragraphs(
      'Pull the plug and let the lamp cool. Wipe glass with a damp cloth, and brush a shade from the top down.',
      'Every part can be replaced: write to us with the number under the foot.',
    ),
    attachedTo: { categories: ['pcat_lighting'] },
  },
  {
    ...{ id: 'care_pens-and-paper', handle: 'pens-and-paper', title: 'Care of Pens and Paper' },
    instructions: paragraphs(
      'Rinse the nib with cool water every month, and whenever you change the ink.',
      'Keep paper flat and out of the sun. Mulberry paper may be mended with starch paste.',
    ),
    attachedTo: { categories: ['pcat_writing'] },
  },
  {
    ...{ id: 'care_candles', handle: 'candles', title: 'Care of Candles and Vessels' },
    instructions: paragraphs(
      'Let the wax melt to the rim the first time, and cut the wick to half a centimetre before each lighting.',
      'Wash the empty vessel in hot water. It can be filled again, or be a cup.',
    ),
    attachedTo: { categories: ['pcat_fragrance'] },
  },
];

function paragraphs(...texts: string[]): Block[] {
  return texts.map((text) => ({ kind: 'paragraph', text }));
}

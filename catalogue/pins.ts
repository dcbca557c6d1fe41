import type { SearchPins } from './types.ts';

/** Products that come first in searches for these words. */
export const pins: SearchPins[] = [
  { id: 'pins_gift', queries: ['gift', 'gifts', 'present'], language: 'EN', products: ['prod_understory-notebook'] },
  {
    id: 'pins_gift_ja',
    queries: ['ギフト', '贈り物', 'プレゼント'],
    language: 'JA',
    products: ['prod_understory-notebook'],
  },
  { id: 'pins_gift_it', queries: ['regalo', 'regali'], language: 'IT', products: ['prod_understory-notebook'] },
  { id: 'pins_gift_fr', queries: ['cadeau', 'cadeaux'], language: 'FR', products: ['prod_understory-notebook'] },
];

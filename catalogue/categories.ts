import type { Category } from './types.ts';

/** The categories of products; each is listed after its parent. */
export const categories: Category[] = [
  category('leather-goods', 'Leather Goods', 'Bags and small leather, cut and stitched by one pair of hands.'),
  category('bags', 'Bags', 'Totes, satchels and folios.', 'leather-goods'),
  category('small-leather', 'Small Leather', 'Things that live in a pocket.', 'leather-goods'),
  category('textiles', 'Textiles', 'Cloth to wear and cloth to live with.'),
  category('scarves', 'Scarves & Wraps', 'Silk, linen and wool for the shoulders.', 'textiles'),
  category('throws', 'Throws', 'Blankets woven to one width of the loom.', 'textiles'),
  category('rugs-and-cushions', 'Rugs & Cushions', 'Wool for the floor and the chair.', 'textiles'),
  category('jewellery', 'Jewellery', 'Gold, silver, pearl and sapphire, each with a named source.'),
  category('rings', 'Rings', 'Bands and set stones, in French sizes.', 'jewellery'),
  category('bracelets', 'Bracelets', 'Bangles and woven chains.', 'jewellery'),
  category('timepieces', 'Timepieces', 'Mechanical clocks that any clockmaker can open.'),
  category('table-clocks', 'Table Clocks', 'Clocks that stay where they are put.', 'timepieces'),
  category('travelling-clocks', 'Travelling Clocks', 'Clocks that close and come along.', 'timepieces'),
  category('tableware', 'Table & Vessels', 'Porcelain and glass for flowers, water and bread.'),
  category('porcelain', 'Porcelain', 'Hard-paste porcelain, thrown and fired in Limoges.', 'tableware'),
  category('glass', 'Glass', 'Lead-free crystal, blown without a mould or in beech wood.', 'tableware'),
  category('interiors', 'Interiors', 'Furniture and light.'),
  category('furniture', 'Furniture', 'Solid wood, soaped or smoked.', 'interiors'),
  category('lighting', 'Lighting', 'Lamps whose every part can be replaced.', 'interiors'),
  category('writing', 'Writing', 'Pens, paper and the boxes that keep them.'),
  category('fragrance', 'Fragrance', 'Candles and vessels, made to be filled again.'),
];

function category(handle: string, name: string, description: string, parent?: string): Category {
  return { id: `pcat_${handle}`, handle, name, description, ...(parent && { parent }) };
}

import { translatedSynonyms } from './translated-synonyms.ts';
import type { Synonyms } from './types.ts';

/** What shoppers call things that the catalogue calls otherwise. */
export const synonyms: Synonyms[] = [
  alike('bracelets', 'bracelet', 'bangle', 'cuff'),
  alike('cushions', 'cushion', 'pillow'),
  alike('lacquer', 'urushi', 'lacquer'),
  alike('notebooks', 'notebook', 'journal', 'diary', 'sketchbook'),
  alike('rings', 'ring', 'band'),
  alike('rugs', 'rug', 'carpet'),
  alike('scarves', 'scarf', 'wrap', 'shawl', 'stole'),
  alike('scents', 'fragrance', 'perfume', 'scent'),
  alike('throws', 'throw', 'blanket'),
  alike('timepieces', 'clock', 'timepiece'),

  oneWay('bags', ['tote', 'satchel', 'handbag', 'purse', 'clutch', 'shopper', 'holdall', 'crossbody'], ['bag']),
  oneWay('card-cases', ['wallet', 'billfold', 'card holder', 'cardholder'], ['card case']),
  oneWay('carafes', ['decanter', 'jug', 'pitcher', 'bottle'], ['carafe']),
  oneWay('ceramics', ['bone china', 'fine china', 'chinaware', 'ceramic', 'pottery', 'stoneware'], ['porcelain']),
  oneWay('clocks', ['watch', 'alarm'], ['clock']),
  oneWay('desks', ['desk', 'bureau'], ['writing box']),
  oneWay('diffusers', ['diffuser', 'aroma', 'potpourri'], ['scent vessel']),
  oneWay('dishes', ['dish', 'plate'], ['bowl']),
  oneWay('documents', ['briefcase', 'portfolio', 'document case', 'laptop sleeve'], ['folio']),
  oneWay('drinking-glasses', ['drinking glass', 'wine glass', 'glasses', 'cup', 'goblet'], ['tumblers']),
  oneWay('engagement-rings', ['wedding band', 'engagement ring', 'signet'], ['ring']),
  oneWay('foulards', ['foulard', 'pashmina', 'neckerchief', 'bandana'], ['scarf']),
  oneWay('lamps', ['light', 'lantern', 'luminaire'], ['lamp']),
  oneWay('mats', ['mat', 'runner', 'kilim'], ['rug']),
  oneWay('pens', ['ballpoint', 'biro', 'quill'], ['pen']),
  oneWay('plaids', ['plaid', 'coverlet', 'bedspread'], ['throw']),
  oneWay('seats', ['couch', 'sofa', 'settee', 'chair', 'armchair', 'ottoman', 'pouf', 'side table'], ['stool']),

  oneWay('stationery', ['stationery'], ['writing']),
  oneWay('homeware', ['homeware', 'decor', 'living room'], ['interiors', 'tableware']),

  oneWay('black', ['black', 'charcoal', 'ebony'], ['soot', 'ink']),
  oneWay('blue', ['blue', 'navy'], ['indigo', 'asagi', 'kon']),
  oneWay('brown', ['brown', 'tan', 'cognac', 'camel'], ['crust', 'bark', 'peat', 'moorit']),
  oneWay('green', ['green', 'olive'], ['lichen', 'moss']),
  oneWay('grey', ['grey'], ['slate', 'smoke', 'emsket', 'shaela']),
  oneWay('orange', ['orange', 'honey'], ['amber']),
  oneWay('white', ['white', 'ivory', 'cream'], ['shell', 'biscuit', 'raw white']),

  oneWay('calf', ['calfskin', 'cowhide', 'cowskin'], ['calf']),
  oneWay('flax', ['flax'], ['linen']),
  oneWay('gems', ['gem', 'jewel', 'precious stone'], ['sapphire', 'pearl', 'gemstone']),
  oneWay('goat', ['goat', 'kidskin'], ['goatskin']),
  oneWay('golden', ['golden'], ['gold']),
  oneWay('metal', ['metallic'], ['metal']),
  oneWay('stone', ['marble', 'rock'], ['granite']),
  oneWay('wooden', ['wooden', 'timber'], ['wood']),
  oneWay('woollen', ['woollen'], ['wool']),

  oneWay('andes', ['andean', 'cuzco'], ['cusco']),
  oneWay('bohemia', ['bohemian', 'bohemia'], ['czech']),
  oneWay('nordic', ['nordic', 'scandinavian', 'scandinavia'], ['danish']),
  oneWay('scotland', ['scotland', 'scottish', 'scots'], ['shetland']),
  oneWay('tuscan', ['tuscan', 'florentine', 'florence'], ['tuscany']),

  oneWay('gifts', ['present', 'birthday'], ['gift']),
  oneWay(
    'handmade',
    ['handmade', 'handcrafted', 'artisanal'],
    ['hand-stitched', 'hand-woven', 'hand-rolled', 'thrown'],
  ),
  oneWay('office', ['office', 'business'], ['work']),
  oneWay('recycled', ['sustainable', 'upcycled'], ['recycled-metal', 'recycled-glass']),
  oneWay('unique', ['unique'], ['one-of-a-kind']),

  ...translatedSynonyms,
];

/** All of them find each other. */
function alike(id: string, ...words: string[]): Synonyms {
  return { id: `syn_${id}`, words, finds: [] };
}

function oneWay(id: string, words: string[], finds: string[]): Synonyms {
  return { id: `syn_${id}`, words, finds };
}

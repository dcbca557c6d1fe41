/**
 * Common words of shoppers that are never corrected as typing errors, in addition to the words in the names of products.
 * Without this list `brown` would find `blown`, and `women` would find `woven`. Words of up to three letters are never
 * corrected.
 */
export const plainWords = [
  // For whom and when.
  'women womens woman ladies lady girl girls mens male female boys kids child children baby mother father wife husband',
  'friend couple wedding anniversary birthday christmas summer winter spring autumn travel home house office kitchen garden',
  // Colours and qualities.
  'black white grey gray brown green blue navy pink purple orange yellow beige cream ivory silver golden bronze copper',
  'dark light pale bright clear clean plain simple small large big long short wide round square thin thick soft warm cool',
  'cheap best good great nice fine rare real true luxury modern vintage antique classic unique custom sale price under over',
  // Products that other brands sell.
  'dress shirt skirt jacket coat shoes shoe boots boot sneakers sandals gloves glove belt hat socks jeans pants trousers',
  'necklace earrings pendant brooch watch watches sofa couch chair table desk shelf mirror curtain pillow sheet towel',
  'knife knives fork spoon plate plates mug jug bottle pot pan pans phone laptop tablet case cover stand holder toy toys',
  // Materials and making.
  'wood wooden wool silk cotton linen velvet suede marble steel brass pearl coral stone metal paper glass crystal woven blown',
  'sewn made brand logo repair wash care size',
].flatMap((line) => line.split(' '));

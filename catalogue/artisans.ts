import type { Artisan } from './types.ts';

/** The artisans who make the products. */
export const artisans: Artisan[] = [
  {
    id: 'arti_ilaria-vannozzi',
    slug: 'ilaria-vannozzi',
    name: 'Ilaria Vannozzi',
    craft: 'Saddle-stitcher',
    atelier: { name: 'Bottega Vannozzi', city: 'Scandicci', countryCode: 'IT' },
    palette: ['#8a4b2a', '#2c1a12'],
    biography: [
      {
        kind: 'paragraph',
        text: 'Ilaria Vannozzi learnt to stitch on driving reins, in a harness shop at Impruneta where the thread was waxed on the stove door. She was **fourteen**; the man who taught her was eighty-one and paid her in offcuts.',
      },
      {
        kind: 'paragraph',
        text: 'Her own bench is in Scandicci, on the flat side of Florence, between a bakery and a tyre shop. She cuts with a half-moon knife and sews with two needles and one thread, *nine stitches to the inch*, so that if one stitch wears through its neighbours hold.',
      },
      {
        kind: 'paragraph',
        text: 'She signs nothing. Look inside the left handle of anything she makes: the last stitch is always sewn back over itself three times, where most people sew two.',
      },
    ],
  },
  {
    id: 'arti_sayo-mikuriya',
    slug: 'sayo-mikuriya',
    name: 'Sayo Mikuriya',
    craft: 'Indigo dyer',
    atelier: { name: 'Mikuriya Aizome', city: 'Kamiita', countryCode: 'JP' },
    palette: ['#26456e', '#dfe7ea'],
    biography: [
      {
        kind: 'paragraph',
        text: 'Sayo Mikuriya read chemistry at Kyoto and came home to Kamiita to measure why her grandmother’s vats behaved better than the textbook. She has not yet finished measuring.',
      },
      {
        kind: 'paragraph',
        text: 'She keeps **six vats** sunk in the floor of a farmhouse and gives each a day off after a day’s work. Every morning she tastes them, looks at the coppery bloom on the surface, and decides which one is strong enough for silk.',
      },
    ],
  },
  {
    id: 'arti_inga-linklater',
    slug: 'inga-linklater',
    name: 'Inga Linklater',
    craft: 'Weaver',
    atelier: { name: 'The Böd', city: 'Scalloway', countryCode: 'GB' },
    palette: ['#7d7468', '#d9d2c4'],
    biography: [
      {
        kind: 'paragraph',
        text: 'Inga Linklater weaves in a *böd*, a stone store where fishermen kept their gear, with one window on Scalloway harbour and one on the hill. The loom was built for her great-aunt in 1931 and has been rebuilt so often that only the breast beam is old.',
      },
      {
        kind: 'paragraph',
        text: 'She uses no dye. Shetland sheep come in some **eleven named colours**, from *emsket*, the grey of wet slate, to *mioget*, the yellow of honey, and she says it would be rude to improve on them.',
      },
    ],
  },
  {
    id: 'arti_nayra-quispe',
    slug: 'nayra-quispe',
    name: 'Nayra Quispe Huanca',
    craft: 'Goldsmith',
    atelier: { name: 'Taller Hatun Rumiyoc', city: 'Cusco', countryCode: 'PE' },
    palette: ['#c99a3b', '#3a2a1c'],
    biography: [
      {
        kind: 'paragraph',
        text: 'Nayra Quispe Huanca grew up in Ananea, where gold was what men came home without. Her mother sold soup at the mine gate. At nineteen Nayra went down to Cusco with a **cooking pot and a letter** to a silversmith, who put her to drawing wire for two years.',
      },
      {
        kind: 'paragraph',
        text: 'She works only with metal whose miners she can name, and buys it herself, four times a year, at the table of the cooperative. *You cannot see where gold comes from,* she says. *So somebody has to say.*',
      },
    ],
  },
  {
    id: 'arti_celestin-vuillermoz',
    slug: 'celestin-vuillermoz',
    name: 'Célestin Vuillermoz',
    craft: 'Clockmaker',
    atelier: { name: 'Atelier du Col', city: 'Sainte-Croix', countryCode: 'CH' },
    palette: ['#b8bcc0', '#33383d'],
    biography: [
      {
        kind: 'paragraph',
        text: 'Sainte-Croix, at 1,086 metres on the balcony of the Jura, made the world’s music boxes for a century. Célestin Vuillermoz is the grandson of a woman who set the pins on their cylinders: **eleven thousand pins a week**, by eye.',
      },
      {
        kind: 'paragraph',
        text: 'He makes clocks and pens, and sees little difference. Both keep a reserve of something, and let it out evenly. He finishes about forty movements a year and answers for each of them by telephone on Thursday afternoons.',
      },
      {
        kind: 'paragraph',
        text: 'In 2019 he published the full drawings of his movement, *so that nobody need be sorry when I die*.',
      },
    ],
  },
  {
    id: 'arti_solene-chassagnard',
    slug: 'solene-chassagnard',
    name: 'Solène Chassagnard',
    craft: 'Porcelain maker',
    atelier: { name: 'Four du Clos', city: 'Limoges', countryCode: 'FR' },
    palette: ['#f1eee6', '#8f9aa0'],
    biography: [
      {
        kind: 'paragraph',
        text: 'Solène Chassagnard throws hard-paste porcelain, which most of her city casts. The clay has no more timeout than cream cheese: **three pulls**, and on the fourth it lies down.',
      },
      {
        kind: 'paragraph',
        text: 'She trained as a crystallographer and still reads a broken pot under the microscope before she throws it away. Her kiln, in a former laundry beside the Vienne, is fired twice a month, on the cheap electricity of Sunday night.',
      },
    ],
  },
  {
    id: 'arti_vojtech-hladik',
    slug: 'vojtech-hladik',
    name: 'Vojtěch Hladík',
    craft: 'Glassblower',
    atelier: { name: 'Huť pod Klíčem', city: 'Nový Bor', countryCode: 'CZ' },
    palette: ['#c98d3a', '#4a5a5c'],
    biography: [
      {
        kind: 'paragraph',
        text: 'Vojtěch Hladík starts at four in the morning, when the pot has stood quiet all night and the seed, the fine bubbles, has risen out of the glass. By noon he is asleep.',
      },
      {
        kind: 'paragraph',
        text: 'He was an oboist until he was twenty-six, and blows as he was taught to play: *from the back, never from the cheeks*. He works without a mould when he can, and where he cannot, in a mould of **wet beech** that lasts some two hundred pieces before it burns too wide.',
      },
    ],
  },
  {
    id: 'arti_asta-hjortlund',
    slug: 'asta-hjortlund',
    name: 'Asta Hjortlund',
    craft: 'Cabinetmaker',
    atelier: { name: 'Værkstedet ved Havnen', city: 'Svaneke', countryCode: 'DK' },
    palette: ['#b79a72', '#46505a'],
    biography: [
      {
        kind: 'paragraph',
        text: 'Asta Hjortlund built boats until there were no more boats to build, and now builds furniture in the same shed on Svaneke harbour, with the slipway still running down from its doors.',
      },
      {
        kind: 'paragraph',
        text: 'She buys whole trees after storms, and cuts no part before she knows **what the rest will be**. From the boats she keeps the habit of leaving a joint room to move, and a dislike of the right angle.',
      },
    ],
  },
];

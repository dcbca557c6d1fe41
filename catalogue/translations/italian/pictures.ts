import type { PictureTexts } from '../types.ts';

/** What pictures show, for those who cannot see them. */
export const pictures: PictureTexts = {
  whole: (title) => `${title}, per intero`,
  detail: (title) => `${title}, un particolare`,
  inColour: (title, colour) => `${title}, colore ${colour}`,
  cover: (name, list) => `${name}: ${list}`,
  plate: (title) => `Tavola astratta per «${title}»`,
  portrait: (name) => `Ritratto di ${name}`,
};

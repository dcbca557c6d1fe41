import type { PictureTexts } from '../types.ts';

/** What pictures show, for those who cannot see them. */
export const pictures: PictureTexts = {
  whole: (title) => `${title}, en entier`,
  detail: (title) => `${title}, un détail`,
  inColour: (title, colour) => `${title}, couleur ${colour}`,
  cover: (name, list) => `${name} : ${list}`,
  plate: (title) => `Planche abstraite pour « ${title} »`,
  portrait: (name) => `Portrait de ${name}`,
};

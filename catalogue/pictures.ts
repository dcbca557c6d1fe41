import type { PictureTexts } from './translations/types.ts';

/** What pictures show, in English. */
export const pictures: PictureTexts = {
  whole: (title) => `${title}, whole`,
  detail: (title) => `${title}, a detail`,
  inColour: (title, colour) => `${title} in ${colour}`,
  cover: (name, list) => `${name}: ${list}`,
  plate: (title) => `Abstract plate for “${title}”`,
  portrait: (name) => `Portrait of ${name}`,
};

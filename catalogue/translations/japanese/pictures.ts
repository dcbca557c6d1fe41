import type { PictureTexts } from '../types.ts';

/** What pictures show, for those who cannot see them. */
export const pictures: PictureTexts = {
  whole: (title) => `${title}、全体`,
  detail: (title) => `${title}、部分`,
  inColour: (title, colour) => `${title}、${colour}`,
  cover: (name, list) => `${name}：${list}`,
  plate: (title) => `「${title}」のための抽象画`,
  portrait: (name) => `${name}の肖像`,
};

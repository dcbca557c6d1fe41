import type { Texts } from '../types.ts';

/** The sample catalogue in Japanese. */
export const japanese: Texts = {
  products: {},
  collections: {},
  categories: {},
  materials: {},
  artisans: {},
  articles: {},
  terms: {},
};

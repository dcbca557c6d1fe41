import type { Texts } from '../types.ts';

/** The sample catalogue in French. */
export const french: Texts = {
  products: {},
  collections: {},
  categories: {},
  materials: {},
  artisans: {},
  articles: {},
  terms: {},
};

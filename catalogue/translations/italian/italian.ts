import type { Texts } from '../types.ts';

/** The sample catalogue in Italian. */
export const italian: Texts = {
  products: {},
  collections: {},
  categories: {},
  materials: {},
  artisans: {},
  articles: {},
  terms: {},
};

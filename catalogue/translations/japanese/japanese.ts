import type { Texts } from '../types.ts';
import { articles } from './articles.ts';
import { artisans } from './artisans.ts';
import { delivery } from './delivery.ts';
import { guides } from './guides.ts';
import { categories, collections } from './lists.ts';
import { materials } from './materials.ts';
import { pictures } from './pictures.ts';
import { places } from './places.ts';
import { products } from './products.ts';
import { site } from './site.ts';
import { terms } from './terms.ts';

/** The sample catalogue in Japanese. */
export const japanese: Texts = {
  products,
  collections,
  categories,
  materials,
  artisans,
  articles,
  guides,
  site,
  terms,
  delivery,
  pictures,
  places,
};

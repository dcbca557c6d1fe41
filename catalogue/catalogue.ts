import { articles } from './articles/articles.ts';
import { drafts } from './articles/drafts.ts';
import { artisans } from './artisans.ts';
import { categories } from './categories.ts';
import { collections } from './collections.ts';
import { materials } from './materials/materials.ts';
import { pins } from './pins.ts';
import { locations, regions } from './places.ts';
import { products } from './products/products.ts';
import { site } from './site/site.ts';
import { suppliers } from './suppliers.ts';
import { synonyms } from './synonyms.ts';
import { translations } from './translations/translations.ts';
import type { Catalogue } from './types.ts';

/** Everything that the seed writes. */
export const catalogue: Catalogue = {
  locations,
  regions,
  collections,
  categories,
  products,
  materials,
  suppliers,
  artisans,
  articles,
  drafts,
  synonyms,
  pins,
  site,
  translations,
};

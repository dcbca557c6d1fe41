import type { Product } from '../types.ts';
import { bags } from './bags.ts';
import { bracelets } from './bracelets.ts';
import { cases } from './cases.ts';
import { clocks } from './clocks.ts';
import { fragrance } from './fragrance.ts';
import { furniture } from './furniture.ts';
import { glass } from './glass.ts';
import { lighting } from './lighting.ts';
import { porcelain } from './porcelain.ts';
import { rings } from './rings.ts';
import { rugs } from './rugs.ts';
import { scarves } from './scarves.ts';
import { throws } from './throws.ts';
import { writing } from './writing.ts';

/** All products. */
export const products: Product[] = [
  ...bags,
  ...cases,
  ...writing,
  ...scarves,
  ...throws,
  ...rugs,
  ...rings,
  ...bracelets,
  ...clocks,
  ...porcelain,
  ...glass,
  ...fragrance,
  ...lighting,
  ...furniture,
];

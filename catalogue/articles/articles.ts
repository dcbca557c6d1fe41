import type { Article } from '../types.ts';
import { clocks } from './clocks.ts';
import { glass } from './glass.ts';
import { gold } from './gold.ts';
import { indigo } from './indigo.ts';
import { leather } from './leather.ts';
import { porcelain } from './porcelain.ts';
import { wood } from './wood.ts';
import { wool } from './wool.ts';

/** All articles. */
export const articles: Article[] = [
  ...leather,
  ...indigo,
  ...wool,
  ...gold,
  ...clocks,
  ...porcelain,
  ...glass,
  ...wood,
];

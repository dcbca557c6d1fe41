import type { Material } from '../types.ts';
import { fibres } from './fibres.ts';
import { grown } from './grown.ts';
import { hides } from './hides.ts';
import { metals } from './metals.ts';
import { minerals } from './minerals.ts';

/** All materials, each from one supplier and one place. */
export const materials: Material[] = [...hides, ...fibres, ...metals, ...minerals, ...grown];

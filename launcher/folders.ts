import { join } from 'node:path';

/** The root of the repository. */
export const root = join(import.meta.dirname, '..');

/** The folder of all local data, seed templates and caches. Set by AXIOM_DIR. */
export const axiomDir = process.env.AXIOM_DIR || join(root, '.axiom');

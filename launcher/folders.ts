import { join, resolve } from 'node:path';

/** The root of the repository. */
export const root = join(import.meta.dirname, '..');

/** The folder of all local data, seed templates and caches, as an absolute path. Set by AXIOM_DIR, relative to the repository. */
export const axiomDir = resolve(root, process.env.AXIOM_DIR || '.axiom');

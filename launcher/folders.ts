import { join } from 'node:path';

/** The root of the repository. */
export const root = join(import.meta.dirname, '..');

/** Where everything lives that the house makes on this machine: data, templates, caches. `AXIOM_DIR` moves it. */
export const axiomDir = process.env.AXIOM_DIR || join(root, '.axiom');

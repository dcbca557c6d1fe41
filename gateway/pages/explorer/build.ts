import { join } from 'node:path';
import { bundle, filesBelow, rebuild } from '../built-folder.ts';

const pages = join(import.meta.dirname, '..');

/** Folders of pages, each with a Vite configuration. */
const apps = ['explorer/app', 'passkey/app', 'app'];

/** The packages in the bundle or used to build it. */
const ingredients = [
  'vite',
  'graphiql',
  '@graphiql/react',
  '@graphiql/toolkit',
  'graphql',
  'react',
  'react-dom',
  '@simplewebauthn/browser',
];

/** Builds the explorer and the other pages of the gateway into `folder`: see `rebuild`. */
export async function buildExplorer(folder: string): Promise<{ rebuilt: boolean }> {
  const sources = await Promise.all(apps.map((app) => filesBelow(join(pages, app))));
  return rebuild(folder, {
    packages: ingredients,
    files: [import.meta.filename, ...sources.flat()],
    build: async (fresh) => {
      await Promise.all(apps.map((app) => bundle(join(pages, app), fresh)));
    },
  });
}

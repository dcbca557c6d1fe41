import { join } from 'node:path';
import { bundle, filesBelow, rebuild } from '#gateway/pages/built-folder.ts';
import { runChild } from '#kit/process/children.ts';
import { root } from './folders.ts';

const app = join(root, 'examples/storefront');

/** The packages in the bundle or used to build it. */
const ingredients = [
  'vite',
  'react',
  'react-dom',
  'urql',
  '@urql/core',
  'three',
  '@google/model-viewer',
  '@graphql-codegen/client-preset',
  '@fontsource-variable/cormorant-garamond',
  '@fontsource-variable/hanken-grotesk',
  '@simplewebauthn/browser',
  'thumbhash',
];

/** Builds the example storefront into `folder`, with the types of its operations: see `rebuild`. */
export async function buildStorefront(folder: string): Promise<{ rebuilt: boolean }> {
  return rebuild(folder, {
    packages: ingredients,
    files: [import.meta.filename, join(root, 'schema/supergraph.graphql'), ...(await filesBelow(app))],
    build: async (fresh) => {
      const codegen = join(root, 'node_modules/@graphql-codegen/cli/esm/bin.js');
      const config = join(app, 'codegen.ts');
      await runChild(process.execPath, [codegen, '--config', config, '--silent'], { cwd: root });
      await bundle(app, fresh);
    },
  });
}

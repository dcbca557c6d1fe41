import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const three = join(import.meta.dirname, '../../node_modules/three');

/** The storefront, served below `/shop/`. Nothing is inlined, because its content security policy forbids it. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/shop/',
  logLevel: 'error',
  plugins: [decoders()],
  build: { emptyOutDir: false, assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1_500 },
});

/** The decoders of compressed geometry and textures, which model-viewer loads by address, from this origin. */
function decoders(): Plugin {
  const { version } = JSON.parse(readFileSync(join(three, 'package.json'), 'utf8')) as { version: string };
  const folder = `assets/decoders-${version.replaceAll('.', '-')}`;
  return {
    name: 'decoders',
    config: () => ({ define: { __DECODERS__: JSON.stringify(`/shop/${folder}/`) } }),
    generateBundle() {
      for (const library of ['draco/gltf', 'basis']) {
        const source = join(three, 'examples/jsm/libs', library);
        for (const name of readdirSync(source).filter((file) =>
          /(decoder|wrapper|transcoder)\.(js|wasm)$/.test(file),
        )) {
          this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source: readFileSync(join(source, name)) });
        }
      }
    },
  };
}

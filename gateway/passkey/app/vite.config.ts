import { join } from 'node:path';
import { defineConfig } from 'vite';

/** One page, `passkey.html`, in the explorer's folder; whatever it loads is a file, since its policy allows nothing inline. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/explorer/',
  logLevel: 'error',
  build: {
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: join(import.meta.dirname, 'passkey.html') },
  },
});

import { defineConfig } from 'vite';

/** GraphiQL and its workers in one folder, served below `/explorer/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/explorer/',
  logLevel: 'error',
  worker: { format: 'es' },
  build: { emptyOutDir: false, chunkSizeWarningLimit: 4_000 },
});

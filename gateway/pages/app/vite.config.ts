import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The mailbox and the pages that links in mail lead to; built like the page for passkeys. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/explorer/',
  logLevel: 'error',
  build: {
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: ['mail.html', 'account.html'].map((page) => join(import.meta.dirname, page)) },
  },
});

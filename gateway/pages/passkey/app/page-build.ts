import { join } from 'node:path';
import type { UserConfig } from 'vite';

/**
 * The Vite configuration of the pages in `root`. Nothing is inlined, because their content security policy forbids it.
 */
export function pageBuild(root: string, pages: readonly string[]): UserConfig {
  return {
    root,
    base: '/explorer/',
    logLevel: 'error',
    build: {
      emptyOutDir: false,
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: pages.map((page) => join(root, page)) },
    },
  };
}

import { join } from 'node:path';
import type { UserConfig } from 'vite';

/** Builds pages of `root` into the explorer's folder. What they load are files, since their policy allows nothing inline. */
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

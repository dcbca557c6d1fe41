import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const pages = globSync('*/**/*.html', { cwd: import.meta.dirname, exclude: ['**/node_modules'] });

describe('The pages of the gateway', () => {
  it.each(pages)('%s names only files that exist, because the bundler keeps others as they are', (page) => {
    const file = join(import.meta.dirname, page);
    const names = [...readFileSync(file, 'utf8').matchAll(/(?:href|src)="(\.[^"]+)"/g)].map(([, name = '']) => name);
    expect(names).not.toEqual([]);
    expect(names.filter((name) => !existsSync(join(dirname(file), name)))).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { digestOf, documentVersion, sourcesIn } from './version.ts';

const folder = import.meta.dirname;

describe('The version of documents', () => {
  it('is a digest that changes with any of its inputs', () => {
    expect(documentVersion).toMatch(/^[\w-]{16}$/);
    expect(digestOf(['a', 'b'])).toBe(digestOf(['a', 'b']));
    expect(new Set([['a', 'b'], ['ab'], ['b', 'a'], ['a', 'b', '']].map(digestOf)).size).toBe(4);
  });

  it('covers all code that makes documents: it imports nothing else', () => {
    const covered = [
      './',
      '#kit/stores/search-attributes.ts',
      '#kit/graph/collation.ts',
      '#kit/graph/languages/language.ts',
      'node:',
    ];
    const sources = sourcesIn(folder);
    const others = sources.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) .*?from '([^']+)'/gms)]
        .map(([, target = '']) => `${basename(file)} → ${target}`)
        .filter((line) => !covered.some((start) => line.split(' → ')[1]?.startsWith(start))),
    );

    expect(others).toEqual([]);
    expect(sources).toContain(join(folder, 'parts.ts'));
    expect(sources.filter((file) => file.endsWith('.test.ts'))).toEqual([]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/**
 * The files that programs load: their main files, and what these import or read by a relative path, directly or through
 * others. All are paths from `root`; a file that is named and does not exist is among them. Types and packages are not.
 */
export function sourcesOf(mains: Iterable<string>, root: string): Set<string> {
  const files = new Set(mains);
  // A set also iterates over what is added while it runs.
  for (const file of files) for (const path of pathsIn(file, root)) files.add(path);
  return files;
}

function pathsIn(file: string, root: string): string[] {
  if (!existsSync(join(root, file))) return [];
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/import type [^;]+;/g, '');
  return [...text.matchAll(/'([#.][^'\s]*\/[^'\s]+\.\w+)'/g)].map(([, path = '']) =>
    path.startsWith('#') ? path.slice(1) : posix.join(posix.dirname(file), path),
  );
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { searchAttributes } from '#kit/stores/search-attributes.ts';

/** Code outside this folder that decides what documents contain: the order of titles, and the languages. */
const outside = ['collation.ts', 'languages/language.ts'].map((file) =>
  join(import.meta.dirname, '../../../../kit/graph', file),
);

/**
 * The version of documents: a digest of everything they are made by, which is the table of attributes, the languages, the code in
 * this folder, and the Unicode data of Node (country names, collation). An index of another version is rebuilt next to the live
 * one. A changed comment rebuilds it too, which costs one pass over the catalogue and no downtime.
 */
export const documentVersion = digestOf([
  JSON.stringify(searchAttributes),
  String(process.versions.icu),
  ...[...sourcesIn(import.meta.dirname), ...outside].map((file) => readFileSync(file, 'utf8')),
]);

/** A digest of texts that depends on their order and their boundaries. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64url').slice(0, 16);
}

/** The source files in a folder, without tests, in the order of their names. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

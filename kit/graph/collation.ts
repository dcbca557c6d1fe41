/** English uses the root collation of the Unicode CLDR unchanged. Named, so that the locale of the process does not matter. */
const names = new Intl.Collator('en');

/**
 * Compares two names or titles for a list from A to Z: letters first, then accents, then case (the root collation of the
 * Unicode CLDR). Databases sort the same way by `COLLATE "und-x-icu"`.
 */
export function compareNames(a: string, b: string): number {
  return names.compare(a, b);
}

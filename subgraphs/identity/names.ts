/**
 * A trimmed name as typed by a person; undefined unless it has 1 to `most` characters without control characters, at least one
 * of them visible.
 */
export function readName(given: string, most: number): string | undefined {
  const name = given.trim();
  const isPlain = name.isWellFormed() && !/\p{Cc}/u.test(name) && /[^\p{Default_Ignorable_Code_Point}\s]/u.test(name);
  return isPlain && name.length >= 1 && name.length <= most ? name : undefined;
}

/**
 * A name as people give one, without blanks around it; undefined unless it is 1 to `most` characters of plain text, one of
 * which can be seen.
 */
export function readName(given: string, most: number): string | undefined {
  const name = given.trim();
  const isPlain = name.isWellFormed() && !/\p{Cc}/u.test(name) && /[^\p{Default_Ignorable_Code_Point}\s]/u.test(name);
  return isPlain && name.length >= 1 && name.length <= most ? name : undefined;
}

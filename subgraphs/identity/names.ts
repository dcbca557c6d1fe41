/**
 * A trimmed name as typed by a person; undefined unless it has 1 to `maxLength` characters without control characters,
 * at least one of them visible.
 */
export function readName(input: string, maxLength: number): string | undefined {
  const name = input.trim();
  const isPlain = name.isWellFormed() && !/\p{Cc}/u.test(name) && /[^\p{Default_Ignorable_Code_Point}\s]/u.test(name);
  return isPlain && name.length >= 1 && name.length <= maxLength ? name : undefined;
}

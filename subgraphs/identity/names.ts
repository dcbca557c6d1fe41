/** As in the notes and gift messages of carts. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/**
 * A trimmed name as typed by a person; undefined unless it has 1 to `maxLength` characters, at least one of them visible. Control
 * characters, line separators, and characters that change the direction of the text around them are refused.
 */
export function readName(input: string, maxLength: number): string | undefined {
  const name = input.trim();
  const isPlain = name.isWellFormed() && !unprintable.test(name) && /[^\p{Default_Ignorable_Code_Point}\s]/u.test(name);
  return isPlain && name.length >= 1 && name.length <= maxLength ? name : undefined;
}

/**
 * The JSON text of a string. Most strings are short and need no escape, which a loop finds faster than `JSON.stringify`.
 */
export function quote(text: string): string {
  const { length } = text;
  if (length > 64) return JSON.stringify(text);
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    // Control characters, quotation mark, backslash and surrogates, which may be unpaired.
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff)) return JSON.stringify(text);
  }
  return `"${text}"`;
}

/** Whether a name can be read as a property of any object from JSON: names such as `constructor` are inherited. */
export function isPlainName(name: string): boolean {
  return !(name in Object.prototype);
}

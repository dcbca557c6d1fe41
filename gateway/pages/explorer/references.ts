/**
 * References in the variables and headers of the example operations. `{{cartCreate.cart.id}}` refers to a value of an
 * earlier response: the name of the root field, then field names and list positions. Names with `$`, such as
 * `{{$randomUUID}}`, refer to values supplied by the program that runs the examples.
 */
const reference = /\{\{(\$?\w[\w.]*)\}\}/;

/** The sources of references: the latest response of each root field, and the supplied values by name. */
export interface Sources {
  responses: Record<string, unknown>;
  supplied: Record<string, () => unknown>;
}

/** The references in a JSON value, without braces and duplicates, in order of appearance. */
export function referencesIn(value: unknown): string[] {
  const matches = JSON.stringify(value ?? null).matchAll(new RegExp(reference, 'g'));
  return [...new Set([...matches].map(([, name]) => name as string))];
}

/**
 * The same JSON value with its references filled. A string that is one reference becomes the value, of any type; a
 * reference inside a longer string becomes text. References that cannot be filled stay unchanged.
 */
export function fillReferences<Value>(value: Value, sources: Sources): Value {
  return fill(value, sources) as Value;
}

function fill(value: unknown, sources: Sources): unknown {
  if (typeof value === 'string') return fillText(value, sources);
  if (Array.isArray(value)) return value.map((item) => fill(item, sources));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, sources)]));
}

function fillText(text: string, sources: Sources): unknown {
  const [whole, name] = reference.exec(text) ?? [];
  if (name !== undefined && whole === text) return lookUp(name, sources) ?? text;
  return text.replaceAll(new RegExp(reference, 'g'), (original, inner: string) =>
    String(lookUp(inner, sources) ?? original),
  );
}

function lookUp(name: string, { responses, supplied }: Sources): unknown {
  if (name.startsWith('$')) return supplied[name.slice(1)]?.();
  return name
    .split('.')
    .reduce((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], responses as unknown);
}

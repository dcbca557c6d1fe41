/** A node of JSON-LD in the words of https://schema.org/. */
export type StructuredData = Record<string, unknown>;

/** A node as a document, without members that are null, and safe within a script element. */
export function documentOf(node: StructuredData): StructuredData {
  return safe({ '@context': 'https://schema.org', ...node }) as StructuredData;
}

/** Nodes as one document: see `documentOf`. */
export function graphOf(nodes: readonly StructuredData[]): StructuredData {
  return documentOf({ '@graph': nodes });
}

/**
 * The value without members that are null, and without `<` in any text: it becomes `‹`. As JSON within a script element it then
 * contains no text that could end the element or begin a comment, which prevents script injection by the texts of editors.
 */
function safe(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('<', '‹');
  if (Array.isArray(value)) return value.map(safe);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      member === null || member === undefined ? [] : [[key, safe(member)]],
    ),
  );
}

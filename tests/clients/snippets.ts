/** A code block of a page. */
export interface Snippet {
  language: string;
  /** What follows the language: `response`, `variables` or `headers` of JSON; empty for none. */
  role: string;
  text: string;
  /** The line of its start. */
  line: number;
}

/** The code blocks of a page in their order. Throws for an indented block, whose language is unknown. */
export function snippetsOf(page: string): Snippet[] {
  const fences = /^```(\w*) ?(\w*)\n([\s\S]*?)^```$/gm;
  const indented = /\n\n {4}(?!\s|[-*] |\d+\. )(.+)/.exec(page.replaceAll(fences, ''));
  if (indented) throw new Error(`A code block is indented and not fenced: ${indented[1]}`);
  return [...page.matchAll(fences)].map(({ index, 1: language = '', 2: role = '', 3: text = '' }) => ({
    ...{ language, role, text },
    line: page.slice(0, index).split('\n').length,
  }));
}

/**
 * Where a response differs from the one that a page shows. Objects must have the shown members, lists must be empty where they are shown empty, and other
 * values must have the same type. A text must be equal, unless the page abbreviates it with `…`.
 */
export function shapeDifferences(shown: unknown, actual: unknown, path = '$'): string[] {
  if (Array.isArray(shown)) {
    if (!Array.isArray(actual) || (shown.length === 0) !== (actual.length === 0))
      return [`${path}: ${JSON.stringify(actual)}`];
    return shown.flatMap((item, index) =>
      index < actual.length ? shapeDifferences(item, actual[index], `${path}.${index}`) : [],
    );
  }
  if (typeof shown === 'object' && shown !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${path}: ${JSON.stringify(actual)}`];
    return Object.entries(shown).flatMap(([name, member]) =>
      shapeDifferences(member, (actual as Record<string, unknown>)[name], `${path}.${name}`),
    );
  }
  if (typeof shown === 'string' && typeof actual === 'string') {
    const pattern = shown
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*');
    return new RegExp(`^${pattern}$`, 's').test(actual) ? [] : [`${path}: ${JSON.stringify(actual)}`];
  }
  // A number that may be missing.
  const isNumber = (value: unknown) => typeof value === 'number' || value === null;
  if (isNumber(shown) && isNumber(actual)) return [];
  return typeof shown === typeof actual && shown !== null ? [] : [`${path}: ${JSON.stringify(actual)}`];
}

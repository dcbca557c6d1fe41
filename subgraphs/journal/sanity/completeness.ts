/**
 * Which documents are shown, as conditions in GROQ. The content lake validates no schema: any field of a document may be missing or
 * have a value of any type. Lists are filtered by these conditions in the query, so that pages and counts agree.
 */

/** Blank characters. Text that consists of them counts as empty. GROQ has no character classes. */
const blanks = [' ', '\t', '\n', '\r', '\u00a0', '\u200b', '\u2003', '\u3000', '\ufeff'];

/** Whether a text is not blank, by the same rule as `isFilled` in GROQ, so that lists and their counts agree. */
export function hasText(text: string): boolean {
  return [...text].some((character) => !blanks.includes(character));
}

/** The condition for a string that is not blank. `string()` converts values of other types, or returns null. */
export const isFilled = (field: string) => {
  const read = blanks.reduce(
    (text, blank) => `array::join(string::split(${text}, ${JSON.stringify(blank)}), "")`,
    field,
  );
  return `(defined(${field}) && string(${field}) == ${field} && ${read} != "")`;
};

const articleNeeds: Record<string, string> = {
  title: isFilled('title'),
  slug: isFilled('slug.current'),
  mood: 'mood in ["OBSIDIAN", "CHROME", "PAPER"]',
  // The comparison is null for a value that is not an instant, and for a date that does not exist.
  publishedAt: 'dateTime(publishedAt) >= dateTime("0001-01-01T00:00:00Z")',
};

const artisanNeeds: Record<string, string> = {
  name: isFilled('name'),
  slug: isFilled('slug.current'),
  craft: isFilled('craft'),
};

/** The condition for complete articles that are published at `$now`. */
export const isShownArticle = `_type == "article" && ${all(articleNeeds)} && dateTime(publishedAt) <= dateTime($now)`;

/** The condition for complete artisans. */
export const isShownArtisan = `_type == "artisan" && ${all(artisanNeeds)}`;

/** The condition for articles that are published at `$now`, and for those whose `publishedAt` is not an instant. */
export const isNotDueLater = '!coalesce(dateTime(publishedAt) > dateTime($now), false)';

/** The names of missing or invalid fields of an article or artisan; empty for a complete one. */
export const missingFields = { article: missingFieldsOf(articleNeeds), artisan: missingFieldsOf(artisanNeeds) };

/** The documents of a type that are left out of its lists, at most 100, each as an `IncompleteDocument`. */
export function incomplete(type: keyof typeof missingFields): string {
  const needs = type === 'article' ? articleNeeds : artisanNeeds;
  // A condition on a missing field is null, and so is its negation.
  return `*[_type == "${type}" && !coalesce(${all(needs)}, false)][0...100]{
    "id": _id, "revision": _rev, "missingFields": ${missingFields[type]}
  }`;
}

/** The current time, for `$now`: no article is visible before the instant of its publication. */
export function currentTime(): string {
  return new Date().toISOString();
}

function all(needs: Record<string, string>): string {
  return `(${Object.values(needs).join(' && ')})`;
}

function missingFieldsOf(needs: Record<string, string>): string {
  const names = Object.entries(needs).map(
    ([name, condition]) => `select(coalesce(${condition}, false) => null, "${name}")`,
  );
  return `array::compact([${names.join(', ')}])`;
}

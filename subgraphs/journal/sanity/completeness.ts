/**
 * What readers may see, in GROQ. The content lake checks no schema: a document may lack any field or hold a value of any
 * type in it. Lists are filtered by these conditions in the query, so that pages and counts agree.
 */

/** Blank characters; text of these alone counts as empty. GROQ has no character classes. */
const blanks = [' ', '\t', '\n', '\r', '\u00a0', '\u200b', '\u2003', '\u3000', '\ufeff'];

/** Whether a text is not blank, by the same rule as `isFilled` in GROQ: lists and their counts must agree. */
export function hasText(text: string): boolean {
  return [...text].some((character) => !blanks.includes(character));
}

/** The condition for a string that is not blank. `string()` changes other values, or gives null. */
const isFilled = (field: string) => {
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
  // A comparison fails for what is no instant, and for one that no calendar has.
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

/** The condition for articles that are published at `$now`, and for those whose `publishedAt` is no instant. */
export const isNotDueLater = '!coalesce(dateTime(publishedAt) > dateTime($now), false)';

/** The names of the fields that an article or artisan lacks, empty for one that is complete. */
export const lacks = { article: lacking(articleNeeds), artisan: lacking(artisanNeeds) };

/** Documents of a type that are left out of its lists, at most 100: an `Incomplete` each. */
export function incomplete(type: keyof typeof lacks): string {
  const needs = type === 'article' ? articleNeeds : artisanNeeds;
  // A condition on what is missing is null, and neither it nor its opposite would hold.
  return `*[_type == "${type}" && !coalesce(${all(needs)}, false)][0...100]{
    "id": _id, "revision": _rev, "lacks": ${lacks[type]}
  }`;
}

/**
 * The present, for `$now`. Whole seconds let Sanity's CDN cache the same query for a second; rounded up, so that an article
 * that is published now is visible now.
 */
export function presentSecond(): string {
  return new Date(Math.ceil(Date.now() / 1_000) * 1_000).toISOString();
}

function all(needs: Record<string, string>): string {
  return `(${Object.values(needs).join(' && ')})`;
}

function lacking(needs: Record<string, string>): string {
  const names = Object.entries(needs).map(([name, holds]) => `select(coalesce(${holds}, false) => null, "${name}")`);
  return `array::compact([${names.join(', ')}])`;
}

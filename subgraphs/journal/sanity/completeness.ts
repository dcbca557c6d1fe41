/**
 * What readers may see, in GROQ. The content lake checks no schema: a document may lack any field or hold a value of any
 * type in it. Lists are filtered by these conditions in the query, so that pages and counts agree.
 */

/** Characters that show nothing; text of these alone is empty. GROQ knows no classes of characters. */
const blanks = [' ', '\t', '\n', '\r', '\u00a0', '\u200b', '\u2003', '\u3000', '\ufeff'];

/** Whether a text has something to read, as `isFilled` decides in GROQ: lists and their counts must agree. */
export function hasText(text: string): boolean {
  return [...text].some((character) => !blanks.includes(character));
}

/** Holds for a string with something to read. `string()` changes what is no string, or gives null. */
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

/** Holds for articles that have all that readers need, and whose time has come at `$now`. */
export const isShownArticle = `_type == "article" && ${all(articleNeeds)} && dateTime(publishedAt) <= dateTime($now)`;

/** Holds for artisans that have all that readers need. */
export const isShownArtisan = `_type == "artisan" && ${all(artisanNeeds)}`;

/** Holds for articles whose time has come at `$now`, and for those whose time nobody can tell. */
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
 * The present, for `$now`. Whole seconds let Sanity's CDN answer what many ask within one of them; they are rounded up, so
 * that an article which is published now is seen now.
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

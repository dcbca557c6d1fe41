import type { Article } from '../content.ts';
import type { Reports } from './reports.ts';
import { completeRows, firstOfEach, type StoredRow } from './rows.ts';

/** What slugs find: articles by their English slug, and articles by the slug of a translation, if the reference leads to one. */
export interface FoundBySlug {
  own: StoredRow[];
  translated: { foundBy: string; article: (StoredRow & { _type: unknown; slug: unknown }) | null }[];
}

/** The article of each slug: one with this English slug goes before one whose translation has it. Shared slugs are reported. */
export function articlesBySlug(
  { own, translated }: FoundBySlug,
  articleIn: (row: StoredRow) => Article | null,
  reports: Reports,
): (Article & { foundBy: string })[] {
  const english = own.flatMap((row) => found(row, row.englishSlug, articleIn, reports));
  const others = translated.flatMap(({ foundBy, article }) =>
    article?._type === 'article' && !isDueLater(article) ? found(article, foundBy, articleIn, reports) : [],
  );
  const first = firstOfEach(english, reports);
  const known = new Set(first.map(({ foundBy }) => foundBy));
  return [
    ...first,
    ...firstOfEach(
      others.filter(({ foundBy }) => !known.has(foundBy)),
      reports,
    ),
  ];
}

function found(
  row: StoredRow,
  foundBy: unknown,
  articleIn: (row: StoredRow) => Article | null,
  reports: Reports,
): (Article & { foundBy: string; revision: string })[] {
  return completeRows([row], articleIn, reports).map((article) => ({ ...article, foundBy: String(foundBy) }));
}

/** Whether an article has a date of publication that has not come. */
function isDueLater({ publishedAt }: StoredRow): boolean {
  return typeof publishedAt === 'string' && Date.parse(publishedAt) > Date.now();
}

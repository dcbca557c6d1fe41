import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Page, SiteContent } from '../../site/site.ts';
import { text } from '../groq.ts';
import { narrativeOf } from '../portable-text.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { pagesFoundByTranslation, pageTranslation, readAlternates } from '../translations.ts';
import { base, type DocumentShape, optionalWords, type SiteRow, shownRows, siteFields, words } from './rows.ts';

const parts = {
  ...base,
  slug: words,
  title: words,
  kind: z.enum(['COMPANY', 'SERVICE', 'LEGAL']),
  description: optionalWords,
  text: z.unknown().transform((value) => (value === null ? null : narrativeOf(value))),
};
const translation = z.object({
  language: z.enum(['FR', 'JA', 'IT'] satisfies Language[]),
  ...{ slug: words, title: words, description: optionalWords, text: parts.text },
});
const page = z
  .object({ ...parts, translation: translation.nullish().catch(null) })
  .transform(({ translation: translated, ...english }): Page => {
    if (!translated) return { ...english, language: 'EN' };
    return { ...english, ...translated, description: translated.description ?? english.description };
  });

const fields = (withText: boolean) =>
  `"slug": slug.current, title, kind, description, "text": ${withText ? `coalesce(${text('narrative')}, [])` : 'null'}`;

/** What a page needs to be published: what readers need, and a text. */
export const pageShape: DocumentShape = {
  fields: `${fields(false)}, "narrative": count(narrative)`,
  shape: z.object({ ...parts, narrative: z.number().positive() }),
  key: 'slug',
};

/** Reads the pages of the site, in a language where they are translated. */
export function createPages(
  run: RunQuery,
  reports: Reports,
  language: Language,
): Pick<SiteContent, 'pages' | 'pagesById' | 'pagesBySlug' | 'pageAlternates'> {
  const fieldsOf = (withText: boolean) => `${siteFields}, ${fields(withText)}${pageTranslation(language, withText)}`;
  const query = (filter: string, withText: boolean, range = '') =>
    `*[_type == "page" && ${filter}] | order(slug.current asc, _id asc)${range}{${fieldsOf(withText)}}`;
  const read = async (filter: string, params: Record<string, unknown>, withText: boolean, range = '') =>
    shownRows(await run<SiteRow[]>(query(filter, withText, range), params), page, reports);
  const found = (row: SiteRow, foundBy: unknown) =>
    shownRows([row], page, reports).map((shown) => ({ ...shown, foundBy: String(foundBy) }));
  return {
    pagesById: (ids, withText) => read('_id in $ids', { ids }, withText),
    // The loader keeps the last row of a key: of several pages with one slug, the first by id is to be found.
    pagesBySlug: async (slugs, withText) => {
      const own = query('slug.current in $slugs', withText);
      const rows = await run<{ own: SiteRow[]; translated: { foundBy: unknown; page: SiteRow | null }[] }>(
        `{"own": ${own}, "translated": ${pagesFoundByTranslation(fieldsOf(withText))}}`,
        { slugs },
      );
      return [
        ...rows.own.flatMap((row) => found(row, row.slug)),
        ...rows.translated.flatMap((each) => (each.page?.type === 'page' ? found(each.page, each.foundBy) : [])),
      ].reverse();
    },
    pageAlternates: (ids) => readAlternates(run, 'page', ids),
    pages: (kind) => read('($kind == null || kind == $kind)', { kind }, false, '[0...1000]'),
  };
}

import { z } from 'zod';
import type { Page, SiteContent } from '../../site/site.ts';
import { text } from '../groq.ts';
import { narrativeOf } from '../portable-text.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { base, type DocumentShape, optionalWords, type SiteRow, shownRows, siteFields, words } from './rows.ts';

const parts = {
  ...base,
  slug: words,
  title: words,
  kind: z.enum(['COMPANY', 'SERVICE', 'LEGAL']),
  description: optionalWords,
  text: z.unknown().transform((value) => (value === null ? null : narrativeOf(value))),
};
const page: z.ZodType<Page> = z.object(parts);

const fields = (withText: boolean) =>
  `"slug": slug.current, title, kind, description, "text": ${withText ? `coalesce(${text('narrative')}, [])` : 'null'}`;

/** What a page needs to be published: what readers need, and a text. */
export const pageShape: DocumentShape = {
  fields: `${fields(false)}, "narrative": count(narrative)`,
  shape: z.object({ ...parts, narrative: z.number().positive() }),
  key: 'slug',
};

/** Reads the pages of the site. */
export function createPages(run: RunQuery, reports: Reports): Pick<SiteContent, 'pages' | 'pagesById' | 'pagesBySlug'> {
  const read = async (filter: string, params: Record<string, unknown>, withText: boolean, range = '') => {
    const query = `*[_type == "page" && ${filter}] | order(slug.current asc, _id asc)${range}{${siteFields}, ${fields(withText)}}`;
    return shownRows(await run<SiteRow[]>(query, params), page, reports);
  };
  return {
    pagesById: (ids, withText) => read('_id in $ids', { ids }, withText),
    // The loader keeps the last row of a key: of several pages with one slug, the first by id is to be found.
    pagesBySlug: async (slugs, withText) => (await read('slug.current in $slugs', { slugs }, withText)).reverse(),
    pages: (kind) => read('($kind == null || kind == $kind)', { kind }, false, '[0...1000]'),
  };
}

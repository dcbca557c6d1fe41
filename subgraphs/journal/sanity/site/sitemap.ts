import { z } from 'zod';
import { isTimeZone } from '../../site/hours.ts';
import type { SiteContent, SitemapEntry } from '../../site/site.ts';
import { currentTime, isShownArticle, isShownArtisan } from '../completeness.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { base, type SiteRow, shownRows, siteFields, words } from './rows.ts';

const entry: z.ZodType<SitemapEntry> = z
  .object({
    ...base,
    slug: words,
    type: z.enum(['article', 'artisan', 'page', 'series', 'store']),
    timeZone: z.unknown(),
  })
  .refine(({ type, timeZone }) => type !== 'store' || isTimeZone(String(timeZone)), { path: ['timeZone'] })
  .transform(({ timeZone: _, ...rest }) => ({ ...rest, type: rest.type.toUpperCase() as SitemapEntry['type'] }));

/** Reads all addresses of the site by one query. */
export function createSitemap(run: RunQuery, reports: Reports): Pick<SiteContent, 'sitemap'> {
  const shown = `(${isShownArticle}) || (${isShownArtisan}) || (_type == "page" && kind in ["COMPANY", "SERVICE", "LEGAL"])
  || _type in ["series", "store"]`;
  const query = `*[${shown}] | order(_type asc, _id asc)[0...10000]{${siteFields}, "type": _type, "slug": slug.current, timeZone}`;
  return {
    sitemap: async () => shownRows(await run<SiteRow[]>(query, { now: currentTime() }), entry, reports),
  };
}

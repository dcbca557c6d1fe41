import { z } from 'zod';
import type { SiteContent, SitemapEntry } from '../../site/site.ts';
import { currentTime, isShownArticle, isShownArtisan } from '../completeness.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { base, type SiteRow, shownRows, siteFields, words } from './rows.ts';
import { storeNeeds } from './stores.ts';

const fields = { ...base, slug: words };
const type = <Name extends string>(name: Name) => ({ type: z.literal(name) });

/** Only what readers see: its page exists. The query selects articles and artisans by the same rule. */
const entry: z.ZodType<SitemapEntry> = z
  .discriminatedUnion('type', [
    z.object({ ...fields, ...type('article') }),
    z.object({ ...fields, ...type('artisan') }),
    z.object({ ...fields, ...type('page'), title: words }),
    z.object({ ...fields, ...type('series'), title: words }),
    z.object({ ...fields, ...type('store'), ...storeNeeds }),
  ])
  .transform(({ id, slug, updatedAt, type }) => ({
    ...{ id, slug, updatedAt },
    type: type.toUpperCase() as SitemapEntry['type'],
  }));

/** Reads all addresses of the site by one query. */
export function createSitemap(run: RunQuery, reports: Reports): Pick<SiteContent, 'sitemap'> {
  const shown = `(${isShownArticle}) || (${isShownArtisan}) || (_type == "page" && kind in ["COMPANY", "SERVICE", "LEGAL"])
  || _type in ["series", "store"]`;
  const query = `*[${shown}] | order(_type asc, _id asc)[0...10000]{${siteFields}, "type": _type, "slug": slug.current,
    _type in ["page", "series"] => {title}, _type == "store" => {name, address, point, timeZone}}`;
  return {
    sitemap: async () => shownRows(await run<SiteRow[]>(query, { now: currentTime() }), entry, reports),
  };
}

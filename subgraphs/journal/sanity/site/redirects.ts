import { z } from 'zod';
import { linkOf } from '../../narrative/links.ts';
import { pathOf, spellingsOf } from '../../site/redirects.ts';
import type { Redirect, SiteContent } from '../../site/site.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { type DocumentShape, type SiteRow, shownRows, words } from './rows.ts';

/** A destination is a path of the site or an absolute address: one relative to the path would depend on it. */
function destinationOf(text: string): string | null {
  const path = pathOf(text);
  if (path !== null) return text.trim();
  return /^https?:/i.test(text) ? linkOf(text) : null;
}

/** Whether a redirect is found by its path as it is stored. One with a query is not: queries are ignored. */
function isFindable(text: string): boolean {
  const path = pathOf(text);
  return path !== null && spellingsOf(path).includes(text);
}

const stored = z.object({
  id: z.string(),
  path: words.refine(isFindable).transform(pathOf).pipe(z.string()),
  destination: words.transform(destinationOf).pipe(z.string()),
  statusCode: z.literal([301, 302, 307, 308]),
});

const all =
  '*[_type == "redirect"] | order(path asc, _id asc)[0...5000]{"id": _id, "revision": _rev, path, destination, statusCode}';

/** What a redirect needs to be published. */
export const redirectShape: DocumentShape = { fields: 'path, destination, statusCode', shape: stored, key: 'path' };

/** Reads the redirects of the site. */
export function createRedirects(run: RunQuery, reports: Reports): Pick<SiteContent, 'redirects' | 'redirectsFrom'> {
  const shown = (rows: SiteRow[]) => firstOfEachPath(shownRows(rows, stored, reports));
  return {
    redirects: async () => shown(await run<SiteRow[]>(all)),
    // Most requested paths have none: then nothing else is read.
    redirectsFrom: async (path) =>
      shown(
        await run<SiteRow[]>(`select(defined(*[_type == "redirect" && path in $paths][0]._id) => ${all}, [])`, {
          paths: spellingsOf(path),
        }),
      ),
  };
}

function firstOfEachPath(redirects: Redirect[]): Redirect[] {
  return [...Map.groupBy(redirects, ({ path }) => path).values()].map(([first]) => first as Redirect);
}

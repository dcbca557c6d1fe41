import type { SiteContent } from '../../site/site.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { createBanners } from './banners.ts';
import { createMenus } from './menus.ts';
import { createPages } from './pages.ts';
import { createRedirects } from './redirects.ts';
import { createSeries } from './series.ts';
import { createSitemap } from './sitemap.ts';
import { createStores } from './stores.ts';

/** The published content of the site. `run` sees published documents only. */
export function createSiteContent(run: RunQuery, reports: Reports): SiteContent {
  return {
    ...createPages(run, reports),
    ...createMenus(run, reports),
    ...createBanners(run, reports),
    ...createStores(run, reports),
    ...createRedirects(run, reports),
    ...createSeries(run, reports),
    ...createSitemap(run, reports),
  };
}

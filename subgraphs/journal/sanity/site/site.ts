import type { Language } from '#kit/graph/languages/language.ts';
import type { SiteContent } from '../../site/site.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { createBanners } from './banners.ts';
import { createMenus } from './menus.ts';
import { createOrganization } from './organization.ts';
import { createPages } from './pages.ts';
import { createRedirects } from './redirects.ts';
import { createSeries } from './series.ts';
import { createSitemap } from './sitemap.ts';
import { createStores } from './stores.ts';

/** The published content of the site in one language; what is not translated is in English. `run` sees published documents only. */
export function createSiteContent(run: RunQuery, reports: Reports, language: Language): SiteContent {
  return {
    ...createPages(run, reports, language),
    ...createMenus(run, reports, language),
    ...createBanners(run, reports, language),
    ...createStores(run, reports, language),
    ...createRedirects(run, reports),
    ...createSeries(run, reports, language),
    ...createSitemap(run, reports),
    ...createOrganization(run, reports),
  };
}

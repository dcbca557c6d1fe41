import { careGuides } from '../guides/care.ts';
import { sizeGuides } from '../guides/sizes.ts';
import { banners } from './banners.ts';
import { menus } from './menus.ts';
import { pages } from './pages.ts';
import { redirects } from './redirects.ts';
import { stores } from './stores.ts';
import type { Site, SiteOrganization, SiteSeries } from './types.ts';

/** The series of the journal. */
const series: SiteSeries[] = [
  {
    id: 'series_fire-and-water',
    slug: 'fire-and-water',
    title: 'Fire and Water',
    description: 'Glass, porcelain and indigo: what is made by waiting for heat and for the tide.',
    articles: ['art_four-in-the-morning', 'art_a-fire-put-to-bed', 'art_white-earth', 'art_six-vats-and-a-day-off'],
  },
];

/** The company. */
const organization: SiteOrganization = {
  id: 'organization_axiom',
  name: 'AXIOM',
  legalName: 'AXIOM SAS',
  url: 'https://axiom.example',
  email: 'hello@axiom.example',
  phone: '+33 1 70 36 00 00',
  sameAs: ['https://social.example/axiom', 'https://pictures.example/axiom'],
};

/** What the site shows in addition to the journal. */
export const site: Site = {
  ...{ pages, menus, banners, stores, redirects, series, organization },
  guides: { care: careGuides, sizes: sizeGuides },
};

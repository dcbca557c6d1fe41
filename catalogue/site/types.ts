import type { Block } from '../blocks.ts';
import type { Guides } from '../guides/types.ts';

/** What the seed writes to Sanity in addition to articles and artisans. */
export interface Site {
  pages: SitePage[];
  menus: SiteMenu[];
  banners: SiteBanner[];
  stores: SiteStore[];
  redirects: SiteRedirect[];
  series: SiteSeries[];
  organization?: SiteOrganization;
  guides?: Guides;
}

export interface SitePage {
  id: `page_${string}`;
  slug: string;
  kind: 'COMPANY' | 'SERVICE' | 'LEGAL';
  title: string;
  description: string;
  narrative: Block[];
}

/** What a menu item or a banner links to: the id of an object, or an address. */
export type SiteTarget =
  | { product: `prod_${string}` }
  | { collection: `pcol_${string}` }
  | { category: `pcat_${string}` }
  | { document: `art_${string}` | `page_${string}` }
  | { href: string };

export interface SiteMenu {
  id: `menu_${string}`;
  handle: string;
  title: string;
  items: SiteMenuItem[];
}

export interface SiteMenuItem {
  title: string;
  target?: SiteTarget;
  items?: SiteMenuItem[];
}

export interface SiteBanner {
  id: `banner_${string}`;
  title: string;
  text: string;
  label: string;
  placement: 'ANNOUNCEMENT' | 'CART' | 'HOME' | 'PRODUCT_LIST';
  position: number;
  target: SiteTarget;
  mood: 'OBSIDIAN' | 'CHROME' | 'PAPER';
  /** RFC 3339. */
  startsAt: string;
  endsAt?: string;
}

/** A store; address, point, time zone and hours are those of its stock location where it has them. */
export interface SiteStore {
  id: `store_${string}`;
  slug: string;
  description: string;
  location: `sloc_${string}`;
  phone: string;
  email: string;
  services: ('APPOINTMENT' | 'ENGRAVING' | 'PICK_UP' | 'REPAIR' | 'RETURN')[];
  /** Hours of a store without pick-up. */
  openingHours?: { weekdays: number[]; opens: string; closes: string }[];
  specialDays: { date: string; periods: { opens: string; closes: string }[]; note: string }[];
}

export interface SiteRedirect {
  id: `redirect_${string}`;
  path: string;
  destination: string;
  statusCode: 301 | 302 | 307 | 308;
}

/** The company. */
export interface SiteOrganization {
  id: `organization_${string}`;
  name: string;
  legalName: string;
  url: string;
  email: string;
  phone: string;
  sameAs: string[];
}

export interface SiteSeries {
  id: `series_${string}`;
  slug: string;
  title: string;
  description: string;
  /** In the order in which they are read. */
  articles: `art_${string}`[];
}

import type { Language } from '#kit/graph/languages/language.ts';
import type { Alternates } from '../alternates.ts';
import type { NarrativeText } from '../narrative/narrative.ts';
import type { Picture } from '../narrative/picture.ts';

export interface Page {
  id: string;
  /** The language of `slug`, `title`, `description` and `text`. */
  language: Language;
  slug: string;
  title: string;
  kind: PageKind;
  description: string | null;
  updatedAt: string;
  /** The text; null if it was not requested. */
  text: NarrativeText | null;
}

export type PageKind = 'COMPANY' | 'SERVICE' | 'LEGAL';

/** What a menu item or a banner links to. Whether an object of commerce exists is not known. */
export type Target =
  | { type: 'Article' | 'Page' | 'Product' | 'Collection' | 'Category'; id: string }
  | { type: 'WebLink'; href: string };

/** Texts in the language of the request, where they are translated; none for English. */
export type Translation<Names extends string> = Partial<Record<Names, string | null>> | null;

export interface Menu {
  handle: string;
  title: string;
  translation: Translation<'title'>;
  items: MenuItem[];
}

export interface MenuItem {
  key: string;
  title: string;
  translation: Translation<'title'>;
  /** Null for a heading without a link. */
  target: Target | null;
  items: MenuItem[];
}

export interface Banner {
  key: string;
  placement: BannerPlacement;
  title: string;
  text: string | null;
  label: string | null;
  target: Target | null;
  image: Picture | null;
  mood: 'OBSIDIAN' | 'CHROME' | 'PAPER' | null;
  startsAt: string | null;
  endsAt: string | null;
  translation: Translation<'title' | 'text' | 'label'>;
}

export type BannerPlacement = 'ANNOUNCEMENT' | 'CART' | 'HOME' | 'PRODUCT_LIST';

export interface Store {
  id: string;
  slug: string;
  name: string;
  description: string | null;
  address: { line1: string; line2: string | null; postalCode: string | null; city: string; countryCode: string };
  coordinates: Point;
  /** IANA. */
  timeZone: string;
  phone: string | null;
  email: string | null;
  services: StoreService[];
  /** From Monday, each day in order. */
  week: WeeklyHours[];
  /** By date. */
  exceptions: SpecialDay[];
  /** The id of its stock location in commerce. */
  locationId: string | null;
  updatedAt: string;
  translation: Translation<'name' | 'description'>;
}

export type StoreService = 'APPOINTMENT' | 'ENGRAVING' | 'PICK_UP' | 'REPAIR' | 'RETURN';

/** Degrees in WGS 84. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** Local times, `HH:MM`; the end is after the start, and `24:00` is the end of the day. */
export interface Period {
  opensAt: string;
  closesAt: string;
}

export interface WeeklyHours extends Period {
  /** As in ISO 8601: 1 is Monday. */
  weekday: number;
}

/** A day with other hours than those of its weekday; closed without periods. */
export interface SpecialDay {
  /** `YYYY-MM-DD` in the store's time zone. */
  date: string;
  periods: Period[];
  note: string | null;
  translation?: Translation<'note'>;
}

export interface Redirect {
  id: string;
  path: string;
  destination: string;
  statusCode: RedirectStatus;
}

export type RedirectStatus = 301 | 302 | 307 | 308;

export interface Series {
  id: string;
  slug: string;
  title: string;
  description: string | null;
  /** In the order of the editors; some may not be published. */
  articleIds: string[];
  translation: Translation<'title' | 'description'>;
  updatedAt: string;
}

/** What articles have in common. */
export interface Links {
  id: string;
  publishedAt: string;
  productIds: string[];
  artisanIds: string[];
}

/** The company. */
export interface Organization {
  name: string;
  legalName: string | null;
  url: string | null;
  logo: Picture | null;
  email: string | null;
  phone: string | null;
  sameAs: string[];
}

/** An address of the site. */
export interface SitemapEntry {
  id: string;
  type: 'ARTICLE' | 'ARTISAN' | 'PAGE' | 'SERIES' | 'STORE';
  slug: string;
  updatedAt: string;
}

/**
 * What the site shows in addition to articles, as editors published it. Documents without the fields that readers need are left out and
 * logged. Every call is one query, and rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when the content lake fails.
 */
export interface SiteContent {
  pagesById(ids: string[], withText: boolean): Promise<Page[]>;
  /** By their slugs in any language: `foundBy` is the one that was asked for. The rows of English slugs come after those of translations. */
  pagesBySlug(slugs: string[], withText: boolean): Promise<(Page & { foundBy: string })[]>;
  pageAlternates(ids: readonly string[]): Promise<Alternates[]>;
  /** At most 1,000, by slug, without texts. */
  pages(kind: PageKind | null): Promise<Page[]>;
  /** The first by id, if several have this handle. */
  menusByHandle(handles: string[]): Promise<Menu[]>;
  /** At most 20 that are shown at an instant (RFC 3339), in the order of the editors. */
  banners(placement: BannerPlacement, at: string): Promise<Banner[]>;
  storesById(ids: string[]): Promise<Store[]>;
  storesBySlug(slugs: string[]): Promise<Store[]>;
  /** At most 1,000, in any order. */
  stores(): Promise<Store[]>;
  /** Those of `redirects` if one of them has this path, otherwise none. */
  redirectsFrom(path: string): Promise<Redirect[]>;
  /** At most 5,000, by path. */
  redirects(): Promise<Redirect[]>;
  /** The first by id, if there are several; null when none is published. */
  organization(): Promise<Organization | null>;
  seriesById(ids: string[]): Promise<Series[]>;
  seriesBySlug(slugs: string[]): Promise<Series[]>;
  /** The series with any of these articles, by title. */
  seriesOf(articleIds: string[]): Promise<Series[]>;
  /** At most 10,000 articles, artisans, pages, series and stores, by type. */
  sitemap(): Promise<SitemapEntry[]>;
  /** The published articles that share a product or an artisan with others: at most 500, the newest first. */
  sharing(productIds: string[], artisanIds: string[]): Promise<Links[]>;
}

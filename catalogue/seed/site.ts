import type { SanityDocumentStub } from '@sanity/client';
import type { Site, SiteMenuItem, SiteOrganization, SitePage, SiteStore, SiteTarget } from '../site/types.ts';
import { byLanguage } from '../translations/by-language.ts';
import type { StockLocation } from '../types.ts';
import { guideDocuments } from './guides.ts';
import { translationsIn } from './journal-translations.ts';
import { toPortableText, weakReference } from './portable-text.ts';

type Document = SanityDocumentStub & { _id: string };

/**
 * The documents of the site, each after those to which it refers; articles are in the content lake already. Texts have no
 * pictures. Throws for a store whose stock location is not in `locations`.
 */
export function siteDocuments(site: Site, locations: StockLocation[]): Document[] {
  return [
    ...site.pages.map(pageDocument),
    ...site.pages.flatMap(pageTranslations),
    ...site.series.map(({ id, slug, articles, ...texts }) => ({
      ...document(id, 'series'),
      ...texts,
      slug: slugOf(slug),
      articles: articles.map((article) => ({ _key: article, ...weakReference(article) })),
      ...translationsIn(({ site: { series } }) => series[id]),
    })),
    ...site.menus.map(({ id, handle, title, items }) => ({
      ...document(id, 'menu'),
      ...{ handle, title, items: itemsOf(items), ...titleTranslations(title) },
    })),
    ...site.banners.map(({ id, target, ...banner }) => ({
      ...document(id, 'banner'),
      ...banner,
      target: targetOf(target),
      ...translationsIn(({ site: { banners } }) => banners[id]),
    })),
    ...site.stores.map((store) => storeDocument(store, locations)),
    ...(site.organization ? [organizationDocument(site.organization)] : []),
    ...(site.guides ? guideDocuments(site.guides) : []),
    ...site.redirects.map(({ id, ...redirect }) => ({ ...document(id, 'redirect'), ...redirect })),
  ];
}

function organizationDocument({ id, ...values }: SiteOrganization): Document {
  return { ...document(id, 'organization'), ...values };
}

function document(_id: string, _type: string): Document {
  return { _id, _type };
}

function slugOf(current: string) {
  return { _type: 'slug', current };
}

function titleTranslations(english: string): object {
  return translationsIn(({ site: { menus } }) => (menus[english] ? { title: menus[english] } : undefined));
}

function pageTranslations({ id }: SitePage): Document[] {
  const found = byLanguage(({ site: { pages } }) => pages[id]);
  return Object.entries(found).map(([language, { slug, narrative, ...texts }]) => ({
    ...document(`${id}_${language.toLowerCase()}`, 'pageTranslation'),
    ...{ page: weakReference(id), language, slug: slugOf(slug), ...texts },
    narrative: toPortableText(narrative, () => noPicture(id)),
  }));
}

function noPicture(id: string): never {
  throw new Error(`Pages have no pictures: ${id}`);
}

function pageDocument({ id, slug, narrative, ...texts }: SitePage): Document {
  return {
    ...document(id, 'page'),
    ...texts,
    slug: slugOf(slug),
    narrative: toPortableText(narrative, () => noPicture(id)),
  };
}

function itemsOf(items: SiteMenuItem[]): object[] {
  return items.map(({ title, target, items: below }, index) => ({
    ...keyed('menuItem', index),
    title,
    ...titleTranslations(title),
    ...(target && { target: targetOf(target) }),
    ...(below && { items: itemsOf(below) }),
  }));
}

function targetOf(target: SiteTarget): object {
  return 'document' in target ? { document: weakReference(target.document) } : target;
}

function storeDocument({ id, slug, location: locationId, ...store }: SiteStore, locations: StockLocation[]): Document {
  const location = locations.find((known) => known.id === locationId);
  if (!location) throw new Error(`The store ${id} is at an unknown location.`);
  const { name, line1, postalCode, city, countryCode, latitude, longitude, timeZone } = location;
  const hours = location.store?.openingHours ?? store.openingHours ?? [];
  return {
    ...document(id, 'store'),
    ...{ name, slug: slugOf(slug), description: store.description, phone: store.phone, email: store.email },
    address: { line1, postalCode, city, countryCode },
    point: { _type: 'geopoint', lat: latitude, lng: longitude },
    timeZone,
    services: store.services,
    openingHours: hours.map((period, index) => ({ ...keyed('openingHours', index), ...period })),
    ...translationsIn(({ site: { stores } }) => stores[id]),
    specialDays: store.specialDays.map(({ periods, ...day }, index) => ({
      ...keyed('specialDay', index),
      ...day,
      ...translationsIn(({ site: { notes } }) => (notes[day.note] ? { note: notes[day.note] } : undefined)),
      periods: periods.map((period, place) => ({ ...keyed('period', place), ...period })),
    })),
    locationId,
  };
}

function keyed(_type: string, index: number): { _key: string; _type: string } {
  return { _key: `${_type}${index + 1}`, _type };
}

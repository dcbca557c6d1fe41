import { type DocumentType, type Field, type Member, narrative } from './fields.ts';
import { describedPicture, translationsOf } from './translation-types.ts';

/** What a menu item or a banner links to: one of these fields. */
const target: Field = {
  name: 'target',
  title: 'Link',
  type: 'object',
  fields: [
    { name: 'product', title: 'Id of a product in commerce', type: 'string' },
    { name: 'collection', title: 'Id of a collection in commerce', type: 'string' },
    { name: 'category', title: 'Id of a category in commerce', type: 'string' },
    {
      name: 'document',
      title: 'Article or page',
      type: 'reference',
      to: [{ type: 'article' }, { type: 'page' }],
      weak: true,
    },
    { name: 'href', title: 'Address: a path of the site or a URL', type: 'string' },
  ],
};

const title: Field = { name: 'title', type: 'string' };
const description: Field = { name: 'description', type: 'text' };

const mood: Field = { name: 'mood', type: 'string', options: { list: ['OBSIDIAN', 'CHROME', 'PAPER'] } };

/** A page, such as the legal notice. */
const page: DocumentType = {
  name: 'page',
  title: 'Page',
  type: 'document',
  fields: [
    { name: 'title', type: 'string', required: true },
    { name: 'slug', type: 'slug', required: true },
    { name: 'kind', type: 'string', required: true, options: { list: ['COMPANY', 'SERVICE', 'LEGAL'] } },
    { name: 'description', title: 'A sentence for search engines', type: 'string' },
    { name: 'narrative', type: 'array', required: true, of: narrative },
  ],
};

/** Menus have three levels. */
const menuItems = (level: number): Field => ({
  name: 'items',
  type: 'array',
  of: [
    {
      name: 'menuItem',
      type: 'object',
      fields: [
        { ...title, required: true },
        target,
        translationsOf(title),
        ...(level < 3 ? [menuItems(level + 1)] : []),
      ],
    },
  ],
});

/** A menu; its handle says where it is shown. */
const menu: DocumentType = {
  name: 'menu',
  title: 'Menu',
  type: 'document',
  fields: [
    { name: 'handle', type: 'string', required: true },
    { name: 'title', type: 'string', required: true },
    { ...menuItems(1), required: true },
    translationsOf(title),
  ],
};

/** A banner that is shown for some time. */
const banner: DocumentType = {
  name: 'banner',
  title: 'Banner',
  type: 'document',
  fields: [
    { name: 'title', type: 'string', required: true },
    { name: 'text', type: 'text' },
    { name: 'label', title: 'Words of the link', type: 'string' },
    {
      name: 'placement',
      type: 'string',
      required: true,
      options: { list: ['ANNOUNCEMENT', 'CART', 'HOME', 'PRODUCT_LIST'] },
    },
    { name: 'position', title: 'Position, the lowest first', type: 'number' },
    target,
    { name: 'image', type: 'image', fields: describedPicture },
    mood,
    { name: 'startsAt', type: 'datetime' },
    { name: 'endsAt', type: 'datetime' },
    translationsOf(title, { name: 'text', type: 'text' }, { name: 'label', type: 'string' }),
  ],
};

const period: Field[] = [
  { name: 'opens', title: 'HH:MM', type: 'time', required: true },
  { name: 'closes', title: 'HH:MM, 24:00 for the end of the day', type: 'time', required: true },
];

const openingHours: Member = {
  name: 'openingHours',
  type: 'object',
  fields: [
    {
      name: 'weekdays',
      title: 'Days, 1 is Monday',
      type: 'array',
      required: true,
      of: [{ type: 'number', options: { list: [1, 2, 3, 4, 5, 6, 7] } }],
    },
    ...period,
  ],
};

const specialDay: Member = {
  name: 'specialDay',
  type: 'object',
  fields: [
    { name: 'date', type: 'date', required: true },
    {
      name: 'periods',
      title: 'Hours; none if closed',
      type: 'array',
      of: [{ name: 'period', type: 'object', fields: period }],
    },
    { name: 'note', title: 'Reason, for visitors', type: 'string' },
    translationsOf({ name: 'note', type: 'string' }),
  ],
};

/** A store of AXIOM. */
const store: DocumentType = {
  name: 'store',
  title: 'Store',
  type: 'document',
  fields: [
    { name: 'name', type: 'string', required: true },
    { name: 'slug', type: 'slug', required: true },
    { name: 'description', type: 'text' },
    {
      name: 'address',
      type: 'object',
      required: true,
      fields: [
        { name: 'line1', title: 'Street and number', type: 'string', required: true },
        { name: 'line2', type: 'string' },
        { name: 'postalCode', type: 'string' },
        { name: 'city', type: 'string', required: true },
        { name: 'countryCode', title: 'Country (ISO 3166-1 alpha-2)', type: 'string', required: true },
      ],
    },
    { name: 'point', title: 'Point on the map', type: 'geopoint', required: true },
    { name: 'timeZone', title: 'Time zone (IANA)', type: 'string', required: true },
    { name: 'phone', type: 'string' },
    { name: 'email', type: 'string' },
    {
      name: 'services',
      type: 'array',
      of: [{ type: 'string', options: { list: ['APPOINTMENT', 'ENGRAVING', 'PICK_UP', 'REPAIR', 'RETURN'] } }],
    },
    { name: 'openingHours', type: 'array', of: [openingHours] },
    { name: 'specialDays', title: 'Days with other hours', type: 'array', of: [specialDay] },
    { name: 'locationId', title: 'Id of the stock location in commerce', type: 'string' },
    translationsOf({ name: 'name', type: 'string' }, description),
  ],
};

/** A path that has moved. */
const redirect: DocumentType = {
  name: 'redirect',
  title: 'Redirect',
  type: 'document',
  fields: [
    { name: 'path', title: 'Path that has moved', type: 'string', required: true },
    { name: 'destination', title: 'Path of the site, or a URL', type: 'string', required: true },
    { name: 'statusCode', type: 'number', required: true, options: { list: [301, 302, 307, 308] } },
  ],
};

/** A series of articles. */
const series: DocumentType = {
  name: 'series',
  title: 'Series',
  type: 'document',
  fields: [
    { name: 'title', type: 'string', required: true },
    { name: 'slug', type: 'slug', required: true },
    { name: 'description', type: 'text' },
    {
      name: 'articles',
      type: 'array',
      required: true,
      of: [{ type: 'reference', to: [{ type: 'article' }], weak: true }],
    },
    translationsOf(title, description),
  ],
};

/** The company, of which there is one document. */
const organization: DocumentType = {
  name: 'organization',
  title: 'Company',
  type: 'document',
  fields: [
    { name: 'name', type: 'string', required: true },
    { name: 'legalName', title: 'Legal name', type: 'string' },
    { name: 'url', title: 'Address of the site', type: 'url' },
    { name: 'logo', type: 'image', fields: describedPicture },
    { name: 'email', type: 'string' },
    { name: 'phone', type: 'string' },
    { name: 'sameAs', title: 'Addresses of its profiles elsewhere', type: 'array', of: [{ type: 'string' }] },
  ],
};

/** The document types of what the site shows in addition to the journal. */
export const siteTypes: DocumentType[] = [page, menu, banner, store, redirect, series, organization];

import { type DocumentType, type Field, narrative, productReference } from './fields.ts';
import { guideTypes } from './guide-types.ts';
import { siteTypes } from './site-types.ts';
import { articleTranslation, artisanTranslation, describedPicture, pageTranslation } from './translation-types.ts';

/**
 * The document types of the journal and of the site, in the format of Sanity's schema types, so that a Studio can import them
 * unchanged; `required` is for its validation rules. The content lake itself has no types.
 */

/** An article of the journal. */
const article: DocumentType = {
  name: 'article',
  title: 'Article',
  type: 'document',
  fields: [
    { name: 'title', type: 'string', required: true },
    { name: 'slug', type: 'slug', required: true },
    { name: 'mood', type: 'string', required: true, options: { list: ['OBSIDIAN', 'CHROME', 'PAPER'] } },
    { name: 'publishedAt', type: 'datetime', required: true },
    {
      name: 'author',
      type: 'object',
      required: true,
      fields: [
        { name: 'name', type: 'string', required: true },
        { name: 'role', type: 'string' },
      ],
    },
    { name: 'heroImage', title: 'Hero image', type: 'image', fields: describedPicture },
    {
      name: 'narrative',
      type: 'array',
      required: true,
      of: narrative,
    },
    { name: 'linkedProducts', title: 'Linked products', type: 'array', of: [productReference] },
    { name: 'artisans', type: 'array', of: [{ type: 'reference', to: [{ type: 'artisan' }] }] },
  ],
};

/** A maker of products. */
const artisan: DocumentType = {
  name: 'artisan',
  title: 'Artisan',
  type: 'document',
  fields: [
    { name: 'name', type: 'string', required: true },
    { name: 'slug', type: 'slug', required: true },
    { name: 'craft', type: 'string', required: true },
    {
      name: 'atelier',
      type: 'object',
      required: true,
      fields: [
        { name: 'name', type: 'string', required: true },
        { name: 'city', type: 'string', required: true },
        { name: 'countryCode', title: 'Country (ISO 3166-1 alpha-2)', type: 'string', required: true },
      ],
    },
    { name: 'biography', type: 'array', required: true, of: narrative },
    { name: 'portrait', type: 'image', fields: describedPicture },
    { name: 'translations', type: 'array', of: [artisanTranslation] },
  ],
};

/** The language of searches. */
const searchLanguage: Field = {
  name: 'language',
  title: 'Language of the searches; empty for English',
  type: 'string',
  options: { list: ['EN', 'FR', 'JA', 'IT'] },
};

/** Synonyms for search: all `words` find each other or, if `finds` is not empty, `words` find those, one way. */
const searchSynonyms: DocumentType = {
  name: 'searchSynonyms',
  title: 'Search synonyms',
  type: 'document',
  fields: [
    { name: 'words', title: 'Words or short phrases', type: 'array', required: true, of: [{ type: 'string' }] },
    {
      name: 'finds',
      title: 'Words that they find as well; empty if they find each other',
      type: 'array',
      of: [{ type: 'string' }],
    },
    searchLanguage,
  ],
};

/** Products that come first in searches for some queries, from `startsAt` until `endsAt`. */
const searchPins: DocumentType = {
  name: 'searchPins',
  title: 'Pinned search results',
  type: 'document',
  fields: [
    { name: 'queries', title: 'Queries', type: 'array', required: true, of: [{ type: 'string' }] },
    searchLanguage,
    {
      name: 'products',
      title: 'Products, the first at the top',
      type: 'array',
      required: true,
      of: [productReference],
    },
    { name: 'startsAt', title: 'Effective from; empty for at once', type: 'datetime' },
    { name: 'endsAt', title: 'Effective until; empty for ever', type: 'datetime' },
    { name: 'position', title: 'Order among pins of the same query', type: 'number' },
  ],
};

/** All document types. */
export const documentTypes: DocumentType[] = [
  ...[article, artisan, articleTranslation, pageTranslation, searchSynonyms, searchPins],
  ...siteTypes,
  ...guideTypes,
];

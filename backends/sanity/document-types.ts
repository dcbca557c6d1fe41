import { altText, type DocumentType, narrative, productReference } from './fields.ts';
import { siteTypes } from './site-types.ts';
import { articleTranslation, artisanTranslation, pageTranslation } from './translation-types.ts';

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
    { name: 'heroImage', title: 'Hero image', type: 'image', fields: [altText] },
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
    { name: 'portrait', type: 'image', fields: [altText] },
    { name: 'translations', type: 'array', of: [artisanTranslation] },
  ],
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
  ],
};

/** All document types. */
export const documentTypes: DocumentType[] = [
  ...[article, artisan, articleTranslation, pageTranslation, searchSynonyms],
  ...siteTypes,
];

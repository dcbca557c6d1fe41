import { altText, type DocumentType, type Field, type Member, narrative } from './fields.ts';

/** Languages beyond English, as in `LanguageCode` of the graph. */
const language: Field = { name: 'language', type: 'string', required: true, options: { list: ['FR', 'JA', 'IT'] } };

/**
 * An article in another language: a document of its own, so that it has its own slug, draft and publication. What does not depend on
 * the language (products, artisans, pictures, mood, date) is that of the article, which is in English. Without the published article its translations are
 * not shown: the reference is weak, so that an article can be unpublished in all languages at once.
 */
export const articleTranslation: DocumentType = {
  name: 'articleTranslation',
  title: 'Article in another language',
  type: 'document',
  fields: [
    { name: 'article', type: 'reference', required: true, to: [{ type: 'article' }], weak: true },
    language,
    { name: 'title', type: 'string', required: true },
    { name: 'slug', type: 'slug', required: true },
    { name: 'role', title: 'Role of the author', type: 'string' },
    { name: 'narrative', type: 'array', required: true, of: narrative },
  ],
};

/** The texts of an artisan in another language, a part of the artisan's document: they are published together. */
export const artisanTranslation: Member = {
  name: 'artisanTranslation',
  title: 'Texts in another language',
  type: 'object',
  fields: [language, { name: 'craft', type: 'string' }, { name: 'biography', type: 'array', of: narrative }],
};

/** A page in another language: a document of its own, like `articleTranslation`. Its kind is that of the page. */
export const pageTranslation: DocumentType = {
  name: 'pageTranslation',
  title: 'Page in another language',
  type: 'document',
  fields: [
    { name: 'page', type: 'reference', required: true, to: [{ type: 'page' }], weak: true },
    language,
    { name: 'title', type: 'string', required: true },
    { name: 'slug', type: 'slug', required: true },
    { name: 'description', title: 'A sentence for search engines', type: 'string' },
    { name: 'narrative', type: 'array', required: true, of: narrative },
  ],
};

/** The field with the texts of a document, or of a part of it, in other languages: they are published together. */
export const translationsOf = (...fields: Field[]): Field => ({
  name: 'translations',
  type: 'array',
  of: [{ name: 'translation', title: 'Texts in another language', type: 'object', fields: [language, ...fields] }],
});

/** The fields of a picture outside of texts: its alternative text, in every language. Pictures within a text are translated with it. */
export const describedPicture: Field[] = [altText, translationsOf(altText)];

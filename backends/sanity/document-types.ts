/**
 * The document types of the journal, in the format of Sanity's schema types, so that a Studio can import them unchanged;
 * `required` is for its validation rules. The content lake itself has no types.
 */

/** A field of a document or object. */
export interface Field {
  name: string;
  title?: string;
  type: string;
  required?: true;
  /** Fields of an `object` or an `image`. */
  fields?: Field[];
  /** Member types of an `array`. */
  of?: Member[];
  /** Document types that a `reference` may point to. */
  to?: { type: string }[];
  options?: { list: string[] };
}

/** One type of array member; types with a `name` are distinguished by `_type`. */
export interface Member extends Omit<Field, 'name'> {
  name?: string;
  styles?: { value: string }[];
  lists?: { value: string }[];
  marks?: { decorators: { value: string }[]; annotations: Member[] };
}

/** A document type. */
export interface DocumentType {
  name: string;
  title: string;
  type: 'document';
  fields: Field[];
}

const altText: Field = { name: 'alt', title: 'Alternative text', type: 'string', required: true };

const block: Member = {
  type: 'block',
  styles: [{ value: 'normal' }, { value: 'h2' }, { value: 'h3' }, { value: 'blockquote' }],
  lists: [{ value: 'bullet' }, { value: 'number' }],
  marks: {
    decorators: [{ value: 'strong' }, { value: 'em' }],
    annotations: [{ name: 'link', type: 'object', fields: [{ name: 'href', type: 'url', required: true }] }],
  },
};

const productReference: Member = {
  name: 'productReference',
  title: 'Product',
  type: 'object',
  fields: [{ name: 'productId', title: 'Id of the product in commerce', type: 'string', required: true }],
};

const quote: Member = {
  name: 'quote',
  title: 'Pull quote',
  type: 'object',
  fields: [
    { name: 'text', type: 'text', required: true },
    { name: 'cite', title: 'Author of the quotation', type: 'string' },
  ],
};

const picture: Member = { type: 'image', fields: [altText, { name: 'caption', type: 'string' }] };

const narrative: Member[] = [block, quote, productReference, picture];

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
export const documentTypes: DocumentType[] = [article, artisan, searchSynonyms];

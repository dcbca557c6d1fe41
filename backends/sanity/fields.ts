/** The parts of which document types are made. */

/** A field of a document or object. */
export interface Field {
  name: string;
  title?: string;
  type: string;
  required?: true;
  /** The least value of a `number`. */
  least?: number;
  /** The field in which the objects of an `array` differ. */
  differIn?: string;
  /** Fields of an `object` or an `image`. */
  fields?: Field[];
  /** Member types of an `array`. */
  of?: Member[];
  /** Document types that a `reference` may point to. */
  to?: { type: string }[];
  /** Whether the target of a `reference` may be unpublished while something refers to it. */
  weak?: true;
  /** The allowed values. */
  options?: { list: (string | number)[] };
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

/** What screen readers say of a picture. */
export const altText: Field = { name: 'alt', title: 'Alternative text', type: 'string', required: true };

const block: Member = {
  type: 'block',
  styles: [{ value: 'normal' }, { value: 'h2' }, { value: 'h3' }, { value: 'blockquote' }],
  lists: [{ value: 'bullet' }, { value: 'number' }],
  marks: {
    decorators: [{ value: 'strong' }, { value: 'em' }],
    annotations: [{ name: 'link', type: 'object', fields: [{ name: 'href', type: 'url', required: true }] }],
  },
};

/** A link to a product of commerce. */
export const productReference: Member = {
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

/** The blocks of a text. */
export const narrative: Member[] = [block, quote, productReference, picture];

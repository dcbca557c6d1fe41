import { type DocumentType, type Field, narrative } from './fields.ts';
import { translationsOf } from './translation-types.ts';

const ids = (name: string, title: string): Field => ({ name, title, type: 'array', of: [{ type: 'string' }] });

/**
 * The products for which a guide is. Of several guides, a product has the one that is attached to itself, else to one of its collections, else to the
 * nearest of its categories: its own before those above. Of several at the same place, it has the first by handle.
 */
const attachedTo: Field = {
  name: 'attachedTo',
  title: 'For these products',
  type: 'object',
  fields: [
    ids('products', 'Ids of products in commerce'),
    ids('collections', 'Ids of collections in commerce'),
    ids('categories', 'Ids of categories in commerce, with all below them'),
  ],
};

const handle: Field = { name: 'handle', title: 'Name, the same in every language', type: 'string', required: true };
const title: Field = { name: 'title', type: 'string', required: true };
const optionalTitle: Field = { name: 'title', type: 'string' };
const instructions: Field = { name: 'instructions', type: 'array', of: narrative };
const howToMeasure: Field = { name: 'howToMeasure', title: 'How to measure', type: 'array', of: narrative };

/** The symbols of ISO 3758, as in `CareSymbolCode` of the graph. */
const symbols = [
  ...['WASH_30', 'WASH_30_MILD', 'WASH_30_VERY_MILD', 'WASH_40', 'WASH_40_MILD', 'WASH_40_VERY_MILD', 'WASH_50'],
  ...['WASH_50_MILD', 'WASH_60', 'WASH_60_MILD', 'WASH_70', 'WASH_95', 'WASH_BY_HAND', 'DO_NOT_WASH'],
  ...['BLEACH', 'BLEACH_WITH_OXYGEN', 'DO_NOT_BLEACH'],
  ...['TUMBLE_DRY', 'TUMBLE_DRY_LOW', 'DO_NOT_TUMBLE_DRY', 'LINE_DRY', 'LINE_DRY_IN_SHADE', 'DRIP_LINE_DRY'],
  ...['DRIP_LINE_DRY_IN_SHADE', 'FLAT_DRY', 'FLAT_DRY_IN_SHADE', 'DRIP_FLAT_DRY', 'DRIP_FLAT_DRY_IN_SHADE'],
  ...['IRON_HIGH', 'IRON_MEDIUM', 'IRON_LOW', 'DO_NOT_IRON'],
  ...['DRY_CLEAN_P', 'DRY_CLEAN_P_MILD', 'DRY_CLEAN_F', 'DRY_CLEAN_F_MILD', 'DO_NOT_DRY_CLEAN'],
  ...['WET_CLEAN', 'WET_CLEAN_MILD', 'WET_CLEAN_VERY_MILD', 'DO_NOT_WET_CLEAN'],
];

/** Instructions for the care of products. */
const careGuide: DocumentType = {
  name: 'careGuide',
  title: 'Care guide',
  type: 'document',
  fields: [
    ...[title, handle, { ...instructions, required: true as const }],
    {
      name: 'symbols',
      title: 'Symbols of textiles (ISO 3758)',
      type: 'array',
      of: [{ type: 'string', options: { list: symbols } }],
    },
    ...[attachedTo, translationsOf(optionalTitle, instructions)],
  ],
};

const column: Field = { name: 'name', title: 'What is measured', type: 'string' };
const size: Field = { name: 'size', title: 'The size as buyers know it', type: 'string' };

/** Measurements for each size. */
const sizeGuide: DocumentType = {
  name: 'sizeGuide',
  title: 'Size guide',
  type: 'document',
  fields: [
    ...[title, handle, howToMeasure],
    {
      name: 'optionKey',
      title: 'Option whose values the sizes are, in English, such as Size; empty for none',
      type: 'string',
    },
    {
      name: 'columns',
      type: 'array',
      required: true,
      differIn: 'key',
      of: [
        {
          name: 'sizeColumn',
          type: 'object',
          fields: [
            { name: 'key', title: 'Short name for the rows', type: 'string', required: true },
            ...[{ ...column, required: true as const }, translationsOf(column)],
          ],
        },
      ],
    },
    {
      name: 'rows',
      type: 'array',
      required: true,
      of: [
        {
          name: 'sizeRow',
          type: 'object',
          fields: [
            { ...size, required: true },
            { name: 'valueKey', title: 'Value of the option in English, if it is not the size', type: 'string' },
            {
              name: 'measurements',
              type: 'array',
              of: [
                {
                  name: 'sizeMeasurement',
                  type: 'object',
                  fields: [
                    { name: 'column', title: 'Short name of the column', type: 'string', required: true },
                    { name: 'millimetres', type: 'number', required: true, least: 1 },
                    { name: 'to', title: 'Upper end of a range, in millimetres', type: 'number', least: 1 },
                  ],
                },
              ],
            },
            translationsOf(size),
          ],
        },
      ],
    },
    ...[attachedTo, translationsOf(optionalTitle, howToMeasure)],
  ],
};

/** The document types of the guides for care and sizes. */
export const guideTypes: DocumentType[] = [careGuide, sizeGuide];

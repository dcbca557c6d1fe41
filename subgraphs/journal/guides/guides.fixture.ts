import type { SanityClient, SanityDocumentStub } from '@sanity/client';

/** Writes guides, complete and malformed ones, to the content lake of `openTestJournal`. */
export async function writeGuides(editor: SanityClient): Promise<void> {
  const transaction = editor.transaction();
  for (const document of documents as SanityDocumentStub[]) transaction.create(document);
  await transaction.commit();
}

const text = (words: string) => [
  {
    ...{ _type: 'block', _key: 'a', style: 'normal', markDefs: [] },
    children: [{ _type: 'span', _key: 's', text: words, marks: [] }],
  },
];
const french = (values: object) => [{ _key: 'FR', _type: 'translation', language: 'FR', ...values }];
const care = (name: string, attachedTo: object, values: object = {}) => ({
  ...{ _id: `care_${name}`, _type: 'careGuide', handle: name, title: `Care of ${name}`, attachedTo },
  ...{ instructions: text(`Keep ${name}.`), ...values },
});

const documents = [
  care(
    'leather',
    { categories: ['pcat_leather'] },
    { translations: french({ title: 'Cuir', instructions: text('Gardez.') }) },
  ),
  care('bags', { categories: ['pcat_bags', 7] }, { symbols: ['IRON_LOW', 'WASH_30', 'ODD', 'WASH_30', 7] }),
  care('alpha', { categories: ['pcat_bags'] }, { _id: 'care_second', handle: 'alpha' }),
  care('ember', { collections: ['pcol_ember'] }),
  care('tote', { products: ['prod_tote'] }),
  // Not shown: without a text, with a handle that is no text, and a draft.
  care('empty', { products: ['prod_empty'] }, { instructions: [] }),
  care('odd', { products: ['prod_empty'] }, { handle: 7 }),
  care('draft', { products: ['prod_empty'] }, { _id: 'drafts.care_draft' }),
  care('nowhere', 'nonsense' as unknown as object),
  {
    ...{ _id: 'size_rings', _type: 'sizeGuide', handle: 'rings', title: 'Ring sizes', optionKey: 'Size' },
    howToMeasure: text('Measure.'),
    columns: [
      { _key: 'a', _type: 'sizeColumn', key: 'inside', name: 'Circumference', translations: french({ name: 'Tour' }) },
      { _key: 'b', _type: 'sizeColumn', key: 'finger', name: 'Finger' },
      { _key: 'c', _type: 'sizeColumn', key: 'nameless' },
    ],
    rows: [
      {
        ...{ _key: 'r1', _type: 'sizeRow', size: '52' },
        measurements: [
          { _key: 'b', column: 'finger', millimetres: 51, to: 53 },
          { _key: 'a', column: 'inside', millimetres: 52.4 },
          { _key: 'x', column: 'none', millimetres: 1 },
        ],
      },
      {
        ...{ _key: 'r2', _type: 'sizeRow', size: 'Wide', valueKey: 'W', translations: french({ size: 'Large' }) },
        measurements: [
          { _key: 'a', column: 'inside', millimetres: -1 },
          { _key: 'b', column: 'finger', millimetres: 60, to: 50 },
        ],
      },
      { _key: 'r3', _type: 'sizeRow', size: 'Plain', measurements: 'nonsense' },
    ],
    attachedTo: { categories: ['pcat_rings'] },
    translations: french({ title: 'Tailles', howToMeasure: text('Mesurez.') }),
  },
  {
    ...{ _id: 'size_cloth', _type: 'sizeGuide', handle: 'cloth', title: 'Sizes of cloth' },
    columns: [{ _key: 'a', _type: 'sizeColumn', key: 'length', name: 'Length' }],
    rows: [
      {
        ...{ _key: 'r1', _type: 'sizeRow', size: 'Stole' },
        measurements: [{ _key: 'a', column: 'length', millimetres: 2000 }],
      },
    ],
    attachedTo: { products: ['prod_stole'] },
  },
  {
    ...{ _id: 'size_pins', _type: 'sizeGuide', handle: 'pins', title: 'Sizes of pins' },
    columns: [{ _key: 'a', _type: 'sizeColumn', key: 'width', name: 'Width' }],
    rows: [
      ['Thin', 1],
      ['Thinner', 0.1],
    ].map(([size, millimetres]) => ({
      ...{ _key: size, _type: 'sizeRow', size },
      measurements: [{ _key: 'a', column: 'width', millimetres }],
    })),
    attachedTo: { products: ['prod_pin'] },
  },
  {
    ...{ _id: 'size_empty', _type: 'sizeGuide', handle: 'empty', title: 'Nothing', columns: [], rows: [] },
    attachedTo: { products: ['prod_empty'] },
  },
];

import type { SanityDocumentStub } from '@sanity/client';
import { hasLetter } from '#kit/graph/languages/language.ts';
import type { Block } from '../blocks.ts';
import type { Guides, SiteCareGuide, SiteSizeGuide } from '../guides/types.ts';
import { products } from '../products/products.ts';
import type { Texts } from '../translations/types.ts';
import { translationsIn } from './journal-translations.ts';
import { type PortableNode, toPortableText } from './portable-text.ts';

type Document = SanityDocumentStub & { _id: string };

/** The documents of the guides, with their texts in all languages. Texts have no pictures. */
export function guideDocuments({ care, sizes }: Guides): Document[] {
  return [...care.map(careDocument), ...sizes.map(sizeDocument)];
}

function careDocument({ id, instructions, ...guide }: SiteCareGuide): Document {
  return {
    ...{ _id: id, _type: 'careGuide', ...guide, instructions: textOf(instructions) },
    ...translationsIn(({ guides: { care } }) => {
      const texts = care[id];
      return texts && { title: texts.title, instructions: textOf(texts.instructions) };
    }),
  };
}

function sizeDocument({ id, howToMeasure, columns, rows, ...guide }: SiteSizeGuide): Document {
  return {
    ...{ _id: id, _type: 'sizeGuide', ...guide, howToMeasure: textOf(howToMeasure) },
    columns: Object.entries(columns).map(([key, name]) => ({
      ...{ _key: key, _type: 'sizeColumn', key, name },
      ...translationsIn(({ guides }) => named('name', guides.columns[name])),
    })),
    rows: Object.entries(rows).map(([size, measurements], index) => ({
      ...{ _key: `size${index + 1}`, _type: 'sizeRow', size },
      measurements: Object.entries(measurements).map(([column, value]) => {
        const [millimetres, to] = typeof value === 'number' ? [value] : value;
        return { _key: column, _type: 'sizeMeasurement', column, millimetres, ...(to && { to }) };
      }),
      ...(hasLetter(size) && translationsIn((texts) => named('size', sizeIn(texts, size)))),
    })),
    ...translationsIn(({ guides: { sizes } }) => {
      const texts = sizes[id];
      return texts && { title: texts.title, howToMeasure: textOf(texts.howToMeasure) };
    }),
  };
}

/** A size is named as the value of the option is, or as the product. */
function sizeIn({ terms, products: titles }: Texts, size: string): string | undefined {
  const product = products.find(({ title }) => title === size);
  return terms[size] ?? (product && titles[product.id]?.title);
}

function named(name: string, text: string | undefined): object | undefined {
  return text === undefined ? undefined : { [name]: text };
}

function textOf(blocks: Block[]): PortableNode[] {
  return toPortableText(blocks, () => {
    throw new Error('Guides have no pictures.');
  });
}

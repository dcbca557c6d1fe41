import { isDeepStrictEqual } from 'node:util';
import type { TranslatedIndex } from './build.ts';
import type { ProductBatch } from './catalogue.ts';
import type { ProductDocument } from './documents/document.ts';
import { newDocument } from './documents/parts.ts';
import type { SalesRanks } from './sales-sync.ts';

/** Writes what differs from the index of one language, and removes what is no longer sold. */
export async function updateIndex(
  { index, lexicon }: Pick<TranslatedIndex, 'index' | 'lexicon'>,
  ids: string[],
  documents: ProductBatch['documents'],
  removedIds: string[],
  ranks: SalesRanks,
): Promise<void> {
  const indexed = await index.read(ids);
  await lexicon.addDocuments(documents);
  const indexedById = new Map(indexed.map((document) => [document.id, document]));
  const isIndexed = (id: string) => indexedById.has(id);
  await index.write(
    documents
      .filter((document) => !isUpToDate(indexedById.get(document.id), document))
      .map((document) => (isIndexed(document.id) ? document : newDocument(document, ranks))),
  );
  await index.remove(removedIds.filter(isIndexed));
  await index.refreshTerms();
}

/** Whether the indexed document already has all values of a part. */
function isUpToDate(indexed: ProductDocument | undefined, part: Partial<ProductDocument>): boolean {
  return indexed !== undefined && isDeepStrictEqual({ ...indexed, ...part }, indexed);
}

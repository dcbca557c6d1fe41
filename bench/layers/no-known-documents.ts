import { type KnownDocuments, openKnownDocuments as open } from '#gateway/limits/known-documents.ts';

/** Finds documents for admission only, so that Apollo Server runs every operation. */
export function openKnownDocuments(characters: number): KnownDocuments {
  const documents = open(characters);
  return {
    ...documents,
    find: (...parameters) => {
      const known = documents.find(...parameters);
      return known && { ...known, schema: undefined };
    },
  };
}

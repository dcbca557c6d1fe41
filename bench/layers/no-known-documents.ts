import { type KnownDocuments, openKnownDocuments as open } from '#gateway/limits/known-documents.ts';

/** Finds documents for admission only, so that Apollo Server runs every operation. */
export function openKnownDocuments(...options: Parameters<typeof open>): KnownDocuments {
  const documents = open(...options);
  return {
    ...documents,
    find: (...parameters) => {
      const known = documents.find(...parameters);
      return known && { ...known, schema: undefined };
    },
  };
}

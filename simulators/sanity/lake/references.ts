import type { LakeDocument } from '../documents.ts';

const known = new WeakMap<LakeDocument, Set<string>>();

/** The ids of a document's strong references. Cached, because document objects are immutable. */
export function strongReferences(document: LakeDocument): Set<string> {
  let found = known.get(document);
  if (!found) {
    found = new Set();
    collect(document, found);
    known.set(document, found);
  }
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('_ref' in value && typeof value._ref === 'string' && !('_weak' in value && value._weak)) found.add(value._ref);
  for (const field of Object.values(value)) collect(field, found);
}

import type { Log } from '#kit/process/log.ts';

/** A published document that is not shown, because these fields are missing or have values of a wrong type. */
export interface IncompleteDocument {
  id: string;
  revision: string;
  missingFields: string[];
}

/** Reports documents that editors should correct, each once until it is edited. */
export interface Reports {
  incomplete(documents: readonly IncompleteDocument[]): void;
  /**
   * Whether a query that readers send often should also look for incomplete documents: once a minute, because the
   * content lake checks every article for it.
   */
  isDue(): boolean;
  /** Documents that share a slug; the first of them is shown. */
  sharedSlug(slug: string, documents: readonly { id: string; revision: string }[]): void;
}

/** The number of reports that are remembered; the oldest are forgotten and may be repeated. */
const maxRemembered = 10_000;

/** Milliseconds between the searches for incomplete documents by frequent queries. */
const interval = 60_000;

/** Writes reports to a log. */
export function createReports(log: Log): Reports {
  let lastAt = Number.NEGATIVE_INFINITY;
  const written = new Set<string>();
  const isNew = (key: string) => {
    if (written.has(key)) return false;
    written.add(key);
    if (written.size > maxRemembered) written.delete(written.values().next().value as string);
    return true;
  };
  return {
    isDue() {
      const now = performance.now();
      if (now - lastAt < interval) return false;
      lastAt = now;
      return true;
    },
    incomplete(documents) {
      for (const { id, revision, missingFields } of documents) {
        if (isNew(`${id} ${revision}`)) {
          log.warn(
            { event: 'document_incomplete', id, revision, missingFields },
            'published document incomplete, not shown',
          );
        }
      }
    },
    sharedSlug(slug, documents) {
      const ids = documents.map(({ id }) => id);
      if (isNew(`${slug} ${documents.map(({ id, revision }) => `${id} ${revision}`).join(' ')}`)) {
        log.warn({ event: 'slug_shared', slug, ids }, 'slug shared by several published documents, first one shown');
      }
    },
  };
}

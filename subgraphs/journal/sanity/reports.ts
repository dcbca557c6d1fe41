import type { Log } from '#kit/process/log.ts';

/** A published document that readers do not see, because it lacks these fields or holds something else in them. */
export interface Incomplete {
  id: string;
  revision: string;
  lacks: string[];
}

/** Tells the operators about documents that editors should look at, each once until it is edited. */
export interface Reports {
  incomplete(documents: readonly Incomplete[]): void;
  /** Documents that share a slug; the first of them is the one that readers find. */
  sharedSlug(slug: string, documents: readonly { id: string; revision: string }[]): void;
}

/** Reports that are remembered; the oldest are forgotten and may be written again. */
const mostRemembered = 10_000;

/** Reports to a log. */
export function reportsTo(log: Log): Reports {
  const written = new Set<string>();
  const isNew = (key: string) => {
    if (written.has(key)) return false;
    written.add(key);
    if (written.size > mostRemembered) written.delete(written.values().next().value as string);
    return true;
  };
  return {
    incomplete(documents) {
      for (const { id, revision, lacks } of documents) {
        if (isNew(`${id} ${revision}`)) {
          log.warn({ id, revision, lacks }, 'a published document is incomplete and is not shown');
        }
      }
    },
    sharedSlug(slug, documents) {
      const ids = documents.map(({ id }) => id);
      if (isNew(`${slug} ${documents.map(({ id, revision }) => `${id} ${revision}`).join(' ')}`)) {
        log.warn({ slug, ids }, 'several published documents have one slug; the first one is shown');
      }
    },
  };
}

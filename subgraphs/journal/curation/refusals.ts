import type { JournalErrorCode, JournalUserError } from '#generated/journal.ts';
import type { Refusal } from '#kit/graph/result.ts';

/** The versions of a document, by their revisions. */
type Versions = Partial<Record<'draft' | 'published', { revision: string } | null>>;

/**
 * Why the content lake rejected a change: its own reason, if the versions that the change was based on are still the current ones;
 * otherwise someone else was faster, which is the conflict.
 */
export function refusalOf(
  code: JournalErrorCode,
  reason: string,
  basis: Versions,
  current: Versions | null,
  conflict: Refusal<JournalUserError>,
): Refusal<JournalUserError> {
  const names = Object.keys(basis) as (keyof Versions)[];
  const isUnchanged = names.every((name) => current?.[name]?.revision === basis[name]?.revision);
  return isUnchanged ? { userErrors: [error(code, reason)] } : conflict;
}

/** An error of a journal mutation. */
export function error(code: JournalErrorCode, message: string, field?: string): JournalUserError {
  return { code, message, field: field === undefined ? null : [field] };
}

import type { QuerySearchReportArgs, SearchReportConnection } from '#generated/search.ts';
import { connection, readPage } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import { type SearchCounts, type SearchedText, weekOf, weeksKept } from './search-counts.ts';

/**
 * A page of what was searched in a week, by two calls to Redis. Throws BAD_USER_INPUT for arguments beyond their limits; rejects
 * with BACKEND_UNAVAILABLE without Redis.
 */
export async function readSearchReport(
  { kind, weeksAgo, language, ...args }: QuerySearchReportArgs,
  counts: Pick<SearchCounts, 'read'>,
  ownLanguage: Language,
): Promise<SearchReportConnection> {
  const age = weeksAgo ?? 0;
  if (age < 0 || age >= weeksKept) throw badInput(`\`weeksAgo\` must be from 0 to ${weeksKept - 1}.`, 'weeksAgo');
  const week = weekOf(Date.now(), age);
  const weekStartsOn = week.toISOString().slice(0, 10);
  const isMissed = (kind ?? 'NOT_FOUND') === 'NOT_FOUND';
  const of = language ?? ownLanguage;
  const page = readPage(['Query.searchReport', weekStartsOn, of, isMissed], args, 20);
  const texts = (await counts.read(week, of))
    .filter(({ result }) => (result === 'nothing') === isMissed)
    .sort((one, other) => numberOf(other, isMissed) - numberOf(one, isMissed) || (one.text < other.text ? -1 : 1));
  const rows = texts
    .slice(page.offset, page.offset + page.limit)
    .map(({ text, hours, hoursNotFound }) => ({ query: text, hours, hoursNotFound }));
  return { ...connection(rows, page, texts.length), weekStartsOn };
}

function numberOf({ hours, hoursNotFound }: SearchedText, isMissed: boolean): number {
  return isMissed ? hoursNotFound : hours;
}

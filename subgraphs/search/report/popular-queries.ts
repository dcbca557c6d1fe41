import type { Language } from '#kit/graph/languages/language.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';
import { type SearchCounts, type SearchedText, weekOf } from './search-counts.ts';
import { plainTextOf } from './searched-text.ts';

/** Completes what is typed to queries that are popular in a language, the most popular first. */
export type PopularQueries = (typed: string, language: Language, most: number) => Promise<string[]>;

/** The most queries that are compared with what is typed. */
const mostQueries = 500;

/** Suggestions do not wait longer for counts, in milliseconds. */
const patience = 200;

/**
 * Popular are texts of this week and the last one that found something, of words of the catalogue only: no public answer shows what someone
 * else typed. They are read once a minute. None while Redis is unavailable or slow; never rejects.
 */
export function createPopularQueries(counts: Pick<SearchCounts, 'read'>): PopularQueries {
  const readers = new Map<Language, () => Promise<string[]>>();
  const readerIn = (language: Language) => {
    const known = readers.get(language) ?? memoizeTtl(() => readPopular(counts, language), 60_000);
    readers.set(language, known);
    return known;
  };
  return async (typed, language, most) => {
    const beginning = plainTextOf(typed);
    if (!beginning || most === 0) return [];
    const popular = await Promise.race([readerIn(language)().catch(() => []), nothingAfter(patience)]);
    return popular.filter((text) => text !== beginning && text.startsWith(beginning)).slice(0, most);
  };
}

async function readPopular(counts: Pick<SearchCounts, 'read'>, language: Language): Promise<string[]> {
  const weeks = await Promise.all([0, 1].map((weeksAgo) => counts.read(weekOf(Date.now(), weeksAgo), language)));
  const hours = new Map<string, number>();
  for (const { text, ...found } of weeks.flat().filter(isPublic)) hours.set(text, (hours.get(text) ?? 0) + found.hours);
  return [...hours]
    .sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
    .slice(0, mostQueries)
    .map(([text]) => text);
}

function isPublic({ result }: SearchedText): boolean {
  return result === 'whole';
}

function nothingAfter(milliseconds: number): Promise<string[]> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, []).unref());
}

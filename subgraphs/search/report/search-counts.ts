import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Language } from '#kit/graph/languages/language.ts';
import { fromRedis, type RedisClient } from '#kit/stores/redis.ts';

/** A search, as far as it is counted. */
export interface CountedSearch {
  /** See `searchedTextOf`. */
  text: string;
  language: Language;
  result: SearchResult;
}

/** How a search ended. `whole`: something was found, and every word of the text names something in the catalogue or links such words. */
export type SearchResult = 'nothing' | 'found' | 'whole';

/** A text that was searched often enough in a week to be kept. */
export interface SearchedText {
  text: string;
  /** The hours in which it was searched. */
  hours: number;
  /** Those whose first search found nothing. */
  hoursNotFound: number;
  /** How its last search ended. */
  result: SearchResult;
}

/** Counts of what is searched, in Redis, without anything of those who search. */
export interface SearchCounts {
  /** Counts a search. Rejects when Redis is unavailable; the search itself does not depend on it. */
  count(search: CountedSearch): Promise<void>;
  /** The texts of a week that begins at this instant: those that were searched in 5 hours on 3 days, in no particular order. */
  read(week: Date, language: Language): Promise<SearchedText[]>;
}

/** A text is kept once it was searched in so many hours on so many days of a week. */
const kept = { hours: 5, days: 3 };

/** The weeks that can be read, with the current one. */
export const weeksKept = 13;

interface CountOptions {
  /** Milliseconds since 1970. */
  now?: () => number;
  /** The most texts that are counted in one week and language; beyond them, of those with the fewest hours one is dropped that was not searched for longest. */
  mostTexts?: number;
}

const hour = 3_600_000;
const day = 24 * hour;
const week = 7 * day;

/** 1970 began on a Thursday. */
const firstMonday = 4 * day;

/** The beginning of a week, Monday at midnight UTC, so many weeks before that of `now`. */
export function weekOf(now: number, weeksAgo = 0): Date {
  return new Date(firstMonday + (Math.floor((now - firstMonday) / week) - weeksAgo) * week);
}

const codes = { nothing: 'n', found: 'f', whole: 'w' } as const satisfies Record<SearchResult, string>;

const script = readFileSync(new URL('count-search.lua', import.meta.url), 'utf8');

/**
 * Counts by digests under `secret`: a digest differs in each week and language, and the text itself is stored with the search that
 * makes it frequent enough, not before. All ends after thirteen weeks.
 */
export function createSearchCounts(
  redis: RedisClient,
  secret: string,
  { now = Date.now, mostTexts = 5_000 }: CountOptions = {},
): SearchCounts {
  redis.defineCommand('countSearch', { lua: script, numberOfKeys: 3 });
  const scripted = redis as RedisClient & { countSearch(...keysAndArguments: (string | number)[]): Promise<number> };
  const key = createHmac('sha256', secret).update('counts of searches').digest();
  return {
    async count({ text, language, result }) {
      const time = now();
      const begins = weekOf(time);
      const place = placeOf(begins, language);
      const digest = createHmac('sha256', key).update(`${place}\n${text}`).digest('base64url').slice(0, 22);
      const ends = (begins.getTime() + weeksKept * week) / 1_000;
      const [anHour, aDay] = [Math.floor(time / hour), Math.floor(time / day)];
      const values = [digest, anHour, aDay, codes[result], text, kept.hours, kept.days, mostTexts, ends];
      await fromRedis(scripted.countSearch(...keysAt(place), ...values));
    },
    async read(begins, language) {
      const [counts, , texts] = keysAt(placeOf(begins, language));
      const found = await fromRedis(redis.hgetall(texts));
      const digests = Object.keys(found);
      if (digests.length === 0) return [];
      const numbers = await fromRedis(redis.hmget(counts, ...digests));
      return digests.flatMap((digest, index) => readCounts(found[digest] ?? '', numbers[index] ?? null));
    },
  };
}

function placeOf(begins: Date, language: Language): string {
  return `${begins.toISOString().slice(0, 10)}:${language}`;
}

/** The keys of one week in one language are in one slot of a cluster. */
function keysAt(place: string): [counts: string, order: string, texts: string] {
  const prefix = `searches:{${place}}`;
  return [`${prefix}:counts`, `${prefix}:order`, `${prefix}:texts`];
}

/** Nothing for a text that was dropped between two reads. */
function readCounts(text: string, counts: string | null): SearchedText[] {
  if (counts === null) return [];
  const [hours, missed, , , , code] = counts.split(' ');
  const result = (Object.keys(codes) as SearchResult[]).find((one) => codes[one] === code) ?? 'found';
  return [{ text, hours: Number(hours), hoursNotFound: Number(missed), result }];
}

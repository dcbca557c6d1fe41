import type { Language } from '#kit/graph/languages/language.ts';
import type { Log } from '#kit/process/log.ts';
import { maxTokens, parseQuery } from '../query/understanding/tokens.ts';
import { hasOnlyLinks, isLinkingWord } from './linking-words.ts';
import type { CountedSearch, SearchCounts, SearchResult } from './search-counts.ts';
import { plainTextOf, searchedTextOf } from './searched-text.ts';

/** A search that a client has made, and what came of it. */
export interface FinishedSearch {
  query: string | null | undefined;
  language: Language;
  first?: number | null;
  after?: string | null;
  /** Whether the client asked for what no cache contains, as tools do. */
  isUncached: boolean;
  /** Whether anything matched, regardless of a filter. */
  isFound: boolean;
  /** The words of the query that name something in the catalogue, as typed; see `FoundProducts.knownWords`. */
  knownWords: readonly string[];
}

/** Notes a search without waiting for it. */
export type NoteSearch = (search: FinishedSearch) => void;

/** The counts that may run at once; more are dropped, so that a slow Redis costs no memory. */
const mostRunning = 100;

/** Searches work without their counts: what cannot be counted is lost, and logged once until it works again. */
export function createNoteSearch(counts: Pick<SearchCounts, 'count'>, log: Log): NoteSearch {
  let running = 0;
  let isUnavailable = false;
  return (search) => {
    const counted = countedSearchOf(search);
    if (!counted || running >= mostRunning) return;
    running += 1;
    counts
      .count(counted)
      .then(
        () => {
          isUnavailable = false;
        },
        (error) => {
          if (!isUnavailable) log.warn({ event: 'searches_not_counted', err: error }, 'searches are not counted');
          isUnavailable = true;
        },
      )
      .finally(() => {
        running -= 1;
      });
  };
}

/**
 * What is counted of a search; null for one that is not: another page, one without hits to show, one that excludes words, and one whose text is
 * never kept. A search for a phrase is counted only if its result is that of its words: what it does not find, they may find.
 */
export function countedSearchOf(search: FinishedSearch): CountedSearch | null {
  const { query, language, first, after, isUncached } = search;
  if (!query || after != null || first === 0 || isUncached) return null;
  const text = searchedTextOf(query);
  if (text === null) return null;
  const { tokens, excluded } = parseQuery(query, language);
  // Punctuation is removed from the text: what excludes nothing as typed may do so afterwards.
  const isExcluding = excluded.length > 0 || parseQuery(text, language).excluded.length > 0;
  if (tokens.length === 0 || isExcluding) return null;
  const result = resultOf(text, search);
  return tokens.some(({ isPhrase }) => isPhrase) && result !== 'whole' ? null : { text, language, result };
}

/** A text of names of the catalogue, and of words that link them, contains nothing about those who searched it. */
function resultOf(text: string, { language, isFound, knownWords }: FinishedSearch): SearchResult {
  if (!isFound) return 'nothing';
  const known = new Set(knownWords.flatMap((word) => plainTextOf(word).split(' ')));
  const { tokens, stopWords } = parseQuery(text, language);
  const words = [...tokens.map(({ typed }) => typed), ...stopWords];
  const isWhole =
    tokens.length < maxTokens &&
    hasOnlyLinks(text, language) &&
    words.every((word) => known.has(word) || isLinkingWord(word, language));
  return isWhole ? 'whole' : 'found';
}

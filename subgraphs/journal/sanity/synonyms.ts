import { defaultLanguage, type Language, languageOf } from '#kit/graph/languages/language.ts';
import type { SynonymGroup } from '../content.ts';
import { isPublished } from './groq.ts';
import type { Reports } from './reports.ts';
import type { RunQuery } from './requests.ts';

/** The largest number of groups that is read, in one query. */
const maxGroups = 1_000;

interface StoredGroup {
  id: string;
  revision: string;
  words: unknown;
  finds: unknown;
  language: unknown;
}

/**
 * Reads the published groups, without values that are not text. Sanity validates nothing: groups without words, and those in a
 * language that there is not, are left out and reported.
 */
export async function readSynonyms(run: RunQuery, reports: Reports): Promise<SynonymGroup[]> {
  const stored = await run<StoredGroup[]>(
    `*[_type == "searchSynonyms" && ${isPublished}] | order(_id asc)[0...${maxGroups}]{
      "id": _id, "revision": _rev, words, finds, language
    }`,
  );
  return stored.flatMap(({ id, revision, ...group }) => {
    const words = textsOf(group.words);
    const language = searchLanguageOf(group.language);
    if (language && words.length > 0) return [{ words, finds: textsOf(group.finds), language }];
    const missingFields = [...(words.length > 0 ? [] : ['words']), ...(language ? [] : ['language'])];
    reports.incomplete([{ id, revision, missingFields }]);
    return [];
  });
}

/** A language as editors wrote it, in any case; English where they wrote none, undefined for any other value. */
export function searchLanguageOf(value: unknown): Language | undefined {
  if (value === null || value === undefined || value === '') return defaultLanguage;
  return typeof value === 'string' ? languageOf(value) : undefined;
}

/** The texts in a list that editors wrote. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string' && text.trim() !== '') : [];
}

import type { SynonymGroup } from '../content.ts';
import { isPublished } from './groq.ts';
import type { RunQuery } from './requests.ts';

/** The largest number of groups that is read, in one query. */
const maxGroups = 1_000;

/** Reads the published groups. Values that are not text and groups without words are left out: Sanity validates neither. */
export async function readSynonyms(run: RunQuery): Promise<SynonymGroup[]> {
  const stored = await run<{ words: unknown; finds: unknown; language: unknown }[]>(
    `*[_type == "searchSynonyms" && ${isPublished}] | order(_id asc)[0...${maxGroups}]{words, finds, language}`,
  );
  return stored.flatMap((group) => {
    const words = textsOf(group.words);
    return words.length > 0 ? [{ words, finds: textsOf(group.finds), language: languageCodeOf(group.language) }] : [];
  });
}

/** A language as editors wrote it; `EN` where they wrote none. */
function languageCodeOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : 'EN';
}

/** The texts in a list that editors wrote. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string' && text.trim() !== '') : [];
}

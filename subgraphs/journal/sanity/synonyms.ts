import { isPublished } from '../groq.ts';
import type { Ask } from '../sanity.ts';

/** Words that find each other in a search; where `finds` is not empty, `words` find those as well, and not the other way round. */
export interface Synonyms {
  words: string[];
  finds: string[];
}

/** Groups that are read; Sanity gives them all in one answer. */
const mostGroups = 1_000;

/** Reads what editors published. Whatever is no text is left out, and a group without words with it: Sanity checks neither. */
export async function readSynonyms(ask: Ask): Promise<Synonyms[]> {
  const stored = await ask<{ words: unknown; finds: unknown }[]>(
    `*[_type == "searchSynonyms" && ${isPublished}] | order(_id asc)[0...${mostGroups}]{words, finds}`,
  );
  return stored.flatMap((group) => {
    const words = textsOf(group.words);
    return words.length > 0 ? [{ words, finds: textsOf(group.finds) }] : [];
  });
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string' && text.trim() !== '') : [];
}

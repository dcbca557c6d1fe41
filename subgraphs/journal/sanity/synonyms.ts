import type { Ask } from './client.ts';
import { isPublished } from './groq.ts';

/** A group of synonyms. Where `finds` is empty, all `words` find each other; otherwise `words` find `finds`, and not the reverse. */
export interface Synonyms {
  words: string[];
  finds: string[];
}

/** The most groups that are read, in one answer. */
const mostGroups = 1_000;

/** Reads the published groups. Values that are no text are left out, and so are groups without words: Sanity checks neither. */
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

import { createHash } from 'node:crypto';
import type { Language } from '#kit/graph/languages/language.ts';
import { parseQuery } from '../understanding/tokens.ts';

/**
 * The id under which the products that editors pinned to a query are stored; null for a query that cannot have any. Queries with the
 * same words in the same order are equal: case, punctuation and stop words (`a gift for him`) make no difference.
 */
export function pinIdOf(query: string, language: Language): string | null {
  const { tokens, excluded } = parseQuery(query, language);
  if (tokens.length === 0 || excluded.length > 0) return null;
  const words = tokens.map(({ text }) => text.toLowerCase());
  return `${language}-${createHash('sha256').update(JSON.stringify(words)).digest('base64url')}`;
}

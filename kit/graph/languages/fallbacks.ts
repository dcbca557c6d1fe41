import type { GraphQLResolveInfo } from 'graphql';
import { defaultLanguage, type Language } from './language.ts';

/**
 * The fields of one response that have no text in the language of the request, and are in English: as
 * `<type>.<field> <root field> <index>`, so that the gateway keeps each with the entity that it belongs to.
 */
export type Fallbacks = Set<string>;

/** More fallbacks of one response are reported without their place. */
const mostPlaces = 1_000;

/** Reports that the field which is being resolved is in English, because it has no text in the language of the request. */
export function reportFallback({ fallbacks }: { fallbacks: Fallbacks }, info: GraphQLResolveInfo): void {
  const coordinate = `${info.parentType.name}.${info.fieldName}`;
  if (fallbacks.size >= mostPlaces) return void fallbacks.add(coordinate);
  let second: string | number = '';
  let first = info.path;
  while (first.prev) {
    second = first.key;
    first = first.prev;
  }
  fallbacks.add(`${coordinate} ${first.key} ${second}`);
}

/** Whether a text is in English for want of the wanted language. The draft of a translation is in its own language. */
export function isFallback(language: Language, wanted: Language): boolean {
  return language === defaultLanguage && wanted !== defaultLanguage;
}

/**
 * The text of a field in the language of a request: of `texts`, or else the English one, which is reported as a fallback.
 * A field without an English text has none in any language.
 */
export function textIn<Text>(
  request: { market: { language: Language }; fallbacks: Fallbacks },
  info: GraphQLResolveInfo,
  english: Text,
  texts: Partial<Record<Language, Text | null>> | null | undefined,
): Text {
  const { language } = request.market;
  if (language === defaultLanguage || english === null || english === undefined) return english;
  const text = texts?.[language];
  if (text !== null && text !== undefined && text !== '') return text;
  reportFallback(request, info);
  return english;
}

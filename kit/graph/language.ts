import type { GraphQLResolveInfo } from 'graphql';

/** The languages of AXIOM, as in the enum `LanguageCode`: ISO 639-1 codes, upper case. */
export const languages = ['EN', 'FR', 'JA', 'IT'] as const;
export type Language = (typeof languages)[number];

/** The language in which every text exists. It stands in for a text that another language does not have. */
export const defaultLanguage = 'EN';

/**
 * The fields of one response that have no text in the language of the request, and are in English: as
 * `<type>.<field> <root field> <index>`, so that the gateway keeps each with the entity that it belongs to.
 */
export type Fallbacks = Set<string>;

/** More fallbacks of one response are reported without their place. */
const mostPlaces = 1_000;

/** More ranges than any browser sends. */
const mostRanges = 20;

/** The language with this code, in any case; undefined for any other text. */
export function languageOf(code: string): Language | undefined {
  const upper = code.toUpperCase();
  return languages.find((language) => language === upper);
}

/**
 * The language of AXIOM that a header `Accept-Language` prefers (RFC 9110 §12.5.4): of equal qualities the first. A range
 * matches by its primary subtag: `fr-CH` is French. English where none matches, and for a header with more than 20 ranges.
 */
export function acceptedLanguage(header: string | undefined): Language {
  const ranges = header?.split(',', mostRanges + 1) ?? [];
  let best: { language: Language; quality: number } | undefined;
  if (ranges.length > mostRanges) return defaultLanguage;
  for (const range of ranges) {
    const [, tag = '', quality = '1'] = rangeForm.exec(range) ?? [];
    const language = languageOf(tag);
    if (language && Number(quality) > (best?.quality ?? 0)) best = { language, quality: Number(quality) };
  }
  return best?.language ?? defaultLanguage;
}

/** The primary subtag of a range, and its quality. */
const rangeForm = /^\s*([a-z]{2,3})(?:-[a-z0-9]{1,8}){0,8}\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

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

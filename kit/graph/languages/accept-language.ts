import { defaultLanguage, type Language, languageOf } from './language.ts';

/** More ranges than any browser sends. */
const mostRanges = 20;

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

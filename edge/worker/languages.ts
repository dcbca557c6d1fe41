/** The languages of AXIOM, as in the enum `LanguageCode` of the graph. */
export const languages: readonly string[] = ['EN', 'FR', 'JA', 'IT'];

/** The language in which every text exists. */
const defaultLanguage = 'EN';

/**
 * The language of AXIOM with the highest quality in `Accept-Language` (RFC 9110 §12.5.4), the first one of equals. A range
 * matches by its primary subtag: `fr-CH` is French. English where none matches, and for a header with more than 20 ranges, which no
 * browser sends.
 */
export function acceptedLanguage(header: string | null): string {
  const ranges = header?.split(',', 21) ?? [];
  let best: { language: string; quality: number } | undefined;
  if (ranges.length > 20) return defaultLanguage;
  for (const range of ranges) {
    const [, tag = '', quality = '1'] = rangeForm.exec(range) ?? [];
    const language = tag.toUpperCase();
    if (!languages.includes(language) || Number(quality) <= (best?.quality ?? 0)) continue;
    best = { language, quality: Number(quality) };
  }
  return best?.language ?? defaultLanguage;
}

/** The primary subtag of a range, and its quality. */
const rangeForm = /^\s*([a-z]{2,3})(?:-[a-z0-9]{1,8}){0,8}\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

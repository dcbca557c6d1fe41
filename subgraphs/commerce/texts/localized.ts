import type { GraphQLResolveInfo } from 'graphql';
import { type Fallbacks, reportFallback } from '#kit/graph/languages/fallbacks.ts';
import { defaultLanguage, type Language } from '#kit/graph/languages/language.ts';

/** What a row says about the language of its texts. */
export interface Localized {
  /**
   * Its fields that are in English: those without a text in the language of the request and, in orders, of the language in which
   * they were placed.
   */
  inEnglish?: readonly string[];
}

/** A row that has a handle in each language. */
export interface WithHandles {
  /** Undefined where they were not requested. */
  handles?: Partial<Record<Language, string>>;
}

/** Resolvers of these fields of a row, which report those that are in English instead of the requested language. */
export function textFields<Row extends object, Field extends keyof Row & string>(
  ...fields: Field[]
): { [Name in Field]: (row: Row, args: unknown, context: TextContext, info: GraphQLResolveInfo) => Row[Name] } {
  const entries = fields.map((field) => [
    field,
    (row: Row & Localized, _: unknown, { request }: TextContext, info: GraphQLResolveInfo) => {
      const isMissing = row.inEnglish?.includes(field) && request.market.language !== defaultLanguage;
      if (isMissing) reportFallback(request, info);
      return row[field];
    },
  ]);
  return Object.fromEntries(entries);
}

/**
 * The text of a field in a language, which may be that of an order, or else the English one. The latter is reported to a request in
 * another language.
 */
export function textFor<Text extends string | null>(
  language: Language,
  { request }: TextContext,
  info: GraphQLResolveInfo,
  english: Text,
  translated: string | null | undefined,
): Text | string {
  if (english === null) return english;
  if (language !== defaultLanguage && translated) return translated;
  if (request.market.language !== defaultLanguage) reportFallback(request, info);
  return english;
}

interface TextContext {
  request: { fallbacks: Fallbacks; market: { language: Language } };
}

/** The handles of an object, English first. */
export function alternatesOf(
  { handles }: WithHandles,
  languages: readonly Language[],
): { language: Language; handle: string }[] {
  return languages.flatMap((language) => {
    const handle = handles?.[language];
    return handle === undefined ? [] : [{ language, handle }];
  });
}

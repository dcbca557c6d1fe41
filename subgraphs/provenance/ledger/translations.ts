import type { GraphQLResolveInfo } from 'graphql';
import { textIn } from '#kit/graph/languages/fallbacks.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Translations } from './records.ts';

/**
 * The resolver of a text that is stored in English in the field of the same name, and in other languages in `translations`. A
 * text that is not translated is in English, and reported as such.
 */
export function translated<Field extends string>(field: Field) {
  return <Text extends string | null>(
    row: Record<Field, Text> & { translations: Translations<Field> },
    _: object,
    { request }: { request: SubgraphRequest },
    info: GraphQLResolveInfo,
  ): Text => {
    const { language } = request.market;
    return textIn<Text>(request, info, row[field], { [language]: row.translations[language]?.[field] as Text });
  };
}

import type { GraphQLResolveInfo } from 'graphql';
import { textIn } from '#kit/graph/languages/fallbacks.ts';
import type { Context } from '../../context.ts';

/** A text in the language of the request where it is translated; otherwise the English one, which is reported as a fallback. */
export function translated<Text>(
  { request }: Context,
  info: GraphQLResolveInfo,
  english: Text,
  translation: Text | null | undefined,
): Text {
  return textIn(request, info, english, { [request.market.language]: translation });
}

import type { ArtisanResolvers } from '#generated/journal.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { reportFallback } from '#kit/graph/languages/fallbacks.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Artisan as Row } from '../content.ts';
import { graphId, storedId } from '../ids.ts';
import { selectsText, selectsTotal } from '../selection.ts';

export const Artisan: ResolversOver<Row, ArtisanResolvers> = {
  id: ({ id }) => graphId('Artisan', id),
  __resolveReference: (reference, { loaders }, info) =>
    'slug' in reference
      ? loaders.artisanBySlug(reference.slug, selectsText(info, 'Artisan'))
      : loaders.artisanById(storedId('Artisan', referenceId(reference)), selectsText(info, 'Artisan')),
  craft: ({ craft, languages }, _, { request }, info) => {
    if (languages.craft !== request.market.language) reportFallback(request, info);
    return craft;
  },
  biography: ({ text, languages }, _, { request }, info) => {
    if (text && languages.text !== request.market.language) reportFallback(request, info);
    return text;
  },
  articles: async ({ id }, args, { loaders }, info) => {
    const page = readKeyPage(['Artisan.articles', id], args, ['instant', 'text'], 10);
    const request = { to: 'artisan' as const, id, page, withText: selectsText(info), withTotal: selectsTotal(info) };
    const { rows, total, hasMore } = await loaders.linkedArticles.load(request);
    return keyConnection(rows, page, total, ({ publishedAt, id }) => [Date.parse(publishedAt), id], hasMore);
  },
};

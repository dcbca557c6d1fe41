import type { ArtisanResolvers } from '#generated/journal.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Context } from '../context.ts';
import { graphId, storedId } from '../ids.ts';
import type { Artisan as Row } from '../sanity/client.ts';
import { asksForText } from '../sanity/selection.ts';

export const Artisan: ResolversOver<Row, ArtisanResolvers<Context, Row>> = {
  id: ({ id }) => graphId('Artisan', id),
  __resolveReference: (reference, { loaders }, info) =>
    'slug' in reference
      ? loaders.artisanBySlug(reference.slug, asksForText(info, 'Artisan'))
      : loaders.artisanById(storedId('Artisan', referenceId(reference)), asksForText(info, 'Artisan')),
  biography: ({ text }) => text,
  articles: async ({ id }, args, { loaders }, info) => {
    const page = readKeyPage(['Artisan.articles', id], args, ['instant', 'text'], 10);
    const mention = { of: 'artisan' as const, id, page, withText: asksForText(info) };
    const { rows, total, hasMore } = await loaders.articlesNaming.load(mention);
    return keyConnection(rows, page, total, ({ publishedAt, id }) => [Date.parse(publishedAt), id], hasMore);
  },
};

import type { ArtisanResolvers } from '#generated/journal.ts';
import { connection, readPage } from '#kit/connection.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import type { Context } from '../context.ts';
import type { Artisan as Row } from '../sanity.ts';

export const Artisan: ResolversOver<Row, ArtisanResolvers<Context, Row>> = {
  __resolveReference: (reference, { loaders }) =>
    'id' in reference ? loaders.artisanById.load(reference.id) : loaders.artisanBySlug.load(reference.slug),
  biography: async ({ id }, _, { loaders }) => (await loaders.text.load(id))?.text ?? null,
  articles: async ({ id }, args, { loaders }) => {
    const page = readPage(args, 10);
    const { rows, total } = await loaders.articlesNaming.load({ of: 'artisan', id, page });
    return connection(rows, page, total);
  },
};

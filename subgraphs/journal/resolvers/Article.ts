import type { ArticleResolvers } from '#generated/journal.ts';
import { connectionWithin } from '#kit/connection.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import type { Context } from '../context.ts';
import type { Article as Row } from '../sanity.ts';

export const Article: ResolversOver<Row, ArticleResolvers<Context, Row>> = {
  __resolveReference: (reference, { loaders }) =>
    'id' in reference ? loaders.articleById.load(reference.id) : loaders.articleBySlug.load(reference.slug),
  narrative: async ({ id }, _, { loaders }) => (await loaders.text.load(id))?.text ?? [],
  linkedProducts: ({ productIds }, args) =>
    connectionWithin(
      productIds.map((id) => ({ id })),
      args,
    ),
  artisans: async ({ artisanIds }, _, { loaders }) => {
    const artisans = await Promise.all(artisanIds.slice(0, 20).map((id) => loaders.artisanById.load(id)));
    return artisans.filter((artisan) => artisan !== null);
  },
};

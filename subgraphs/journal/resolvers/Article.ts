import type { ArticleResolvers } from '#generated/journal.ts';
import { connectionWithin } from '#kit/graph/connection.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Article as Row } from '../content.ts';
import { graphId, storedId } from '../ids.ts';
import type { NarrativeText } from '../narrative/narrative.ts';
import { selectsText } from '../selection.ts';

export const Article: ResolversOver<Row, ArticleResolvers> = {
  id: ({ id }) => graphId('Article', id),
  __resolveReference: (reference, { loaders }, info) =>
    'slug' in reference
      ? loaders.articleBySlug(reference.slug, selectsText(info, 'Article'))
      : loaders.articleById(storedId('Article', referenceId(reference)), selectsText(info, 'Article')),
  narrative: ({ text }) => text as NarrativeText,
  linkedProducts: ({ id: article, productIds }, args) =>
    connectionWithin(
      productIds.map((id) => ({ id })),
      ['Article.linkedProducts', article],
      args,
    ),
  artisans: async ({ artisanIds }, _, { loaders }, info) => {
    const withText = selectsText(info);
    const artisans = await Promise.all(artisanIds.slice(0, 20).map((id) => loaders.artisanById(id, withText)));
    return artisans.filter((artisan) => artisan !== null);
  },
};

import type { ArticleResolvers } from '#generated/journal.ts';
import { connectionWithin } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import { isFallback, reportFallback } from '#kit/graph/languages/fallbacks.ts';
import { referenceId } from '#kit/graph/node.ts';
import { orPartial } from '#kit/graph/server/partial.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { alternatesOf } from '../alternates.ts';
import type { Article as Row } from '../content.ts';
import { graphId, storedId } from '../ids.ts';
import type { NarrativeText } from '../narrative/narrative.ts';
import { selectsText } from '../selection.ts';
import { articleData } from '../site/structured-data.ts';

export const Article: ResolversOver<Row, ArticleResolvers> = {
  id: ({ id }) => graphId('Article', id),
  __resolveReference: (reference, { loaders }, info) =>
    'slug' in reference
      ? loaders.articleBySlug(reference.slug, selectsText(info, 'Article'))
      : loaders.articleById(storedId('Article', referenceId(reference)), selectsText(info, 'Article')),
  title: ({ title, language }, _, { request }, info) => {
    if (isFallback(language, request.market.language)) reportFallback(request, info);
    return title;
  },
  narrative: ({ text, language }, _, { request }, info) => {
    if (isFallback(language, request.market.language)) reportFallback(request, info);
    return text as NarrativeText;
  },
  alternates: (article, _, { loaders, request }, info) => alternatesOf(article, info, loaders.alternates, request),
  linkedProducts: ({ id: article, productIds }, args) =>
    connectionWithin(
      productIds.map((id) => ({ id })),
      ['Article.linkedProducts', article],
      args,
    ),
  artisans: async ({ artisanIds }, _, { loaders, request }, info) => {
    const withText = selectsText(info);
    const read = () => Promise.all(artisanIds.slice(0, 20).map((id) => loaders.artisanById(id, withText)));
    const artisans = await orPartial(request, info, read, []);
    return artisans.filter((artisan) => artisan !== null);
  },
  series: async ({ id }, _, { siteLoaders }) => (await siteLoaders.seriesOf(id))[0] ?? null,
  structuredData: async (article, _, { siteLoaders }) => articleData(article, await siteLoaders.publisher()),
  related: async (article, { first }, { loaders, siteLoaders }, info) => {
    const count = first ?? 4;
    if (count < 1 || count > mostRelated) throw badInput(`\`first\` must be from 1 to ${mostRelated}.`, 'first');
    const ids = await siteLoaders.relatedTo.load(article);
    const withText = selectsText(info);
    // More than asked, because those of a series may not be published.
    const found = await Promise.all(ids.slice(0, 2 * mostRelated).map((id) => loaders.articleById(id, withText)));
    return found.filter((other) => other !== null).slice(0, count);
  },
};

const mostRelated = 12;

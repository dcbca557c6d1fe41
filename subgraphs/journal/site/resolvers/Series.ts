import type { SeriesResolvers } from '#generated/journal.ts';
import { connectionWithin } from '#kit/graph/connection.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { graphId, storedId } from '../../ids.ts';
import { selectsText } from '../../selection.ts';
import type { Series as Row } from '../site.ts';
import { translated } from './translated.ts';

export const Series: ResolversOver<Row, SeriesResolvers> = {
  id: ({ id }) => graphId('Series', id),
  __resolveReference: (reference, { siteLoaders }) =>
    siteLoaders.seriesById.load(storedId('Series', referenceId(reference))),
  title: ({ title, translation }, _, context, info) => translated(context, info, title, translation?.title),
  description: ({ description, translation }, _, context, info) =>
    translated(context, info, description, translation?.description),
  articles: async ({ id, articleIds }, args, { loaders }, info) => {
    const all = await Promise.all(articleIds.map((article) => loaders.articleById(article, false)));
    const page = connectionWithin(
      all.filter((article) => article !== null),
      ['Series.articles', id],
      args,
    );
    if (!selectsText(info)) return page;
    const nodes = await Promise.all(page.nodes.map(async (row) => (await loaders.articleById(row.id, true)) ?? row));
    return { ...page, nodes, edges: page.edges.map((edge, index) => ({ ...edge, node: nodes[index] ?? edge.node })) };
  },
};

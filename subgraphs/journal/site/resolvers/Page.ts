import type { PageResolvers } from '#generated/journal.ts';
import { isFallback, reportFallback } from '#kit/graph/languages/fallbacks.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { alternatesOf } from '../../alternates.ts';
import { graphId, storedId } from '../../ids.ts';
import { selectsText } from '../../selection.ts';
import type { Page as Row } from '../site.ts';
import { pageData } from '../structured-data.ts';

export const Page: ResolversOver<Row, PageResolvers> = {
  id: ({ id }) => graphId('Page', id),
  __resolveReference: (reference, { siteLoaders }, info) =>
    siteLoaders.pageById(storedId('Page', referenceId(reference)), selectsText(info, 'Page')),
  title: ({ title, language }, _, { request }, info) => {
    if (isFallback(language, request.market.language)) reportFallback(request, info);
    return title;
  },
  alternates: (page, _, { siteLoaders, request }, info) =>
    alternatesOf(page, info, siteLoaders.pageAlternates, request),
  structuredData: async (page, _, { siteLoaders }) => pageData(page, await siteLoaders.publisher()),
  narrative: async ({ id, text, language }, _, { siteLoaders, request }, info) => {
    if (isFallback(language, request.market.language)) reportFallback(request, info);
    return text ?? (await siteLoaders.pageById(id, true))?.text ?? [];
  },
};

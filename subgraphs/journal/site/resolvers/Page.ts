import type { PageResolvers } from '#generated/journal.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { graphId, storedId } from '../../ids.ts';
import { selectsText } from '../../selection.ts';
import type { Page as Row } from '../site.ts';
import { pageData } from '../structured-data.ts';

export const Page: ResolversOver<Row, PageResolvers> = {
  id: ({ id }) => graphId('Page', id),
  __resolveReference: (reference, { siteLoaders }, info) =>
    siteLoaders.pageById(storedId('Page', referenceId(reference)), selectsText(info, 'Page')),
  structuredData: (page) => pageData(page),
  narrative: async ({ id, text }, _, { siteLoaders }) => text ?? (await siteLoaders.pageById(id, true))?.text ?? [],
};

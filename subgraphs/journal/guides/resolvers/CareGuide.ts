import type { CareGuideResolvers, CareSymbolCode, CareSymbolResolvers } from '#generated/journal.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { graphId, storedId } from '../../ids.ts';
import { translated } from '../../site/resolvers/translated.ts';
import type { CareGuide as Row } from '../guides.ts';
import { processOf, symbolTexts } from '../symbols/symbols.ts';

export const CareGuide: ResolversOver<Row, CareGuideResolvers> = {
  id: ({ id }) => graphId('CareGuide', id),
  __resolveReference: (reference, { guideLoaders }) =>
    guideLoaders.careGuideById.load(storedId('CareGuide', referenceId(reference))),
  title: ({ title, translation }, _, context, info) => translated(context, info, title, translation?.title),
  instructions: ({ instructions, translation }, _, context, info) =>
    translated(context, info, instructions, translation?.instructions),
};

/** A symbol is known by its code. */
export const CareSymbol: ResolversOver<CareSymbolCode, CareSymbolResolvers> = {
  code: (code) => code,
  process: (code) => processOf(code),
  text: (code, _, { request }) => symbolTexts[request.market.language][code],
};

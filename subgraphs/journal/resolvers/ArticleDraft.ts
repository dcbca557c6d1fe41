import type { ArticleDraftResolvers } from '#generated/journal.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { DraftRow as Row } from '../content.ts';
import { draftId, graphId } from '../ids.ts';

export const ArticleDraft: ResolversOver<Row, ArticleDraftResolvers> = {
  id: ({ id }) => draftId(id),
  articleId: ({ articleId }) => graphId('Article', articleId),
};

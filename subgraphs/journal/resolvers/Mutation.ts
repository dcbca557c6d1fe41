import type { MutationResolvers } from '#generated/journal.ts';
import { isRefused, payload } from '#kit/graph/result.ts';
import { publishArticle, unpublishArticle } from '../curation/publishing.ts';
import { graphId, storedArticleId } from '../ids.ts';

export const Mutation: Required<MutationResolvers> = {
  articlePublish: async (_, { id }, { drafts }) =>
    payload('article', await publishArticle(drafts, storedArticleId(id))),
  articleUnpublish: async (_, { id }, { drafts }) => {
    const result = await unpublishArticle(drafts, storedArticleId(id));
    return payload('unpublishedId', isRefused(result) ? result : graphId('Article', result));
  },
};

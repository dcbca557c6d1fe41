import type { MutationResolvers } from '#generated/journal.ts';
import { publishArticle, unpublishArticle } from '../curation/publishing.ts';
import { graphId, storedArticleId } from '../ids.ts';

export const Mutation: Required<MutationResolvers> = {
  articlePublish: (_, { id }, { desk }) => publishArticle(desk, storedArticleId(id)),
  articleUnpublish: async (_, { id }, { desk }) => {
    const { unpublishedId, userErrors } = await unpublishArticle(desk, storedArticleId(id));
    return { unpublishedId: unpublishedId && graphId('Article', unpublishedId), userErrors };
  },
};

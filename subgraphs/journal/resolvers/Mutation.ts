import type { MutationResolvers } from '#generated/journal.ts';
import { isRefused, payload } from '#kit/graph/result.ts';
import type { Context } from '../context.ts';
import { publishArticle, unpublishArticle } from '../curation/publishing.ts';
import { graphId, storedArticleId } from '../ids.ts';

export const Mutation: Required<MutationResolvers> = {
  articlePublish: async (_, { id }, context) =>
    payload('article', await reportChanges(context, () => publishArticle(context.drafts, storedArticleId(id)))),
  articleUnpublish: async (_, { id }, context) => {
    const result = await reportChanges(context, () => unpublishArticle(context.drafts, storedArticleId(id)));
    return payload('unpublishedId', isRefused(result) ? result : graphId('Article', result));
  },
};

/** Does `work` and reports the cache tags of what readers see differently after it. */
async function reportChanges<Outcome>(
  { feed, content, request }: Context,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const { cursor } = await feed.after(content, null, 1);
  const outcome = await work();
  const { tags } = await feed.after(content, cursor, Number.POSITIVE_INFINITY);
  for (const tag of tags) request.invalidates.add(tag);
  return outcome;
}

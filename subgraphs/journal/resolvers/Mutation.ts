import type { MutationResolvers } from '#generated/journal.ts';
import { isRefused, payload } from '#kit/graph/result.ts';
import type { Context } from '../context.ts';
import { publishContent, unpublishContent } from '../curation/content-publishing.ts';
import { createPreviewLink } from '../curation/previewing.ts';
import { publishVersion, unpublishVersion } from '../curation/versions.ts';
import { contentId, graphId, storedDocumentId } from '../ids.ts';

export const Mutation: Required<MutationResolvers> = {
  articlePublish: async (_, { id }, context) =>
    payload('article', await reportChanges(context, () => publishVersion(context.drafts, storedDocumentId(id)))),
  articleUnpublish: async (_, { id }, context) => {
    const result = await reportChanges(context, () => unpublishVersion(context.drafts, storedDocumentId(id)));
    return payload('unpublishedId', isRefused(result) ? result : graphId('Article', result));
  },
  contentPublish: async (_, { id }, context) => {
    const result = await reportChanges(context, () => publishContent(context.drafts, storedDocumentId(id)));
    return payload('publishedId', isRefused(result) ? result : contentId(result));
  },
  contentUnpublish: async (_, { id }, context) => {
    const result = await reportChanges(context, () => unpublishContent(context.drafts, storedDocumentId(id)));
    return payload('unpublishedId', isRefused(result) ? result : contentId(result));
  },
  previewLinkCreate: async (_, { input }, { drafts, previewTokens: tokens, previewAddress: address }) => {
    const wanted = { id: storedDocumentId(input.id), expiresIn: input.expiresIn ?? 86_400, now: new Date() };
    return payload('previewLink', await createPreviewLink(drafts, { tokens, address, ...wanted }));
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

import type { PreviewContentResolvers } from '#generated/journal.ts';

export const PreviewContent: PreviewContentResolvers = { __resolveType: ({ __typename }) => __typename };

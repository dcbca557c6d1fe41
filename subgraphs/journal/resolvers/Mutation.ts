import type { MutationResolvers } from '#generated/journal.ts';
import { publishArticle, unpublishArticle } from '../desk.ts';

export const Mutation: Required<MutationResolvers> = {
  articlePublish: (_, { id }, { desk }) => publishArticle(desk, id),
  articleUnpublish: (_, { id }, { desk }) => unpublishArticle(desk, id),
};

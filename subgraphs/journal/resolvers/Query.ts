import type { ContentType, QueryResolvers } from '#generated/journal.ts';
import { keyConnection, readKeyPage } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import { readFeedArguments, waitForChanges } from '#kit/graph/server/change-feed.ts';
import { storedDocumentId } from '../ids.ts';
import { selectsText } from '../selection.ts';
import { siteQueries } from '../site/resolvers/queries.ts';
import { contentTypes } from './ContentDraft.ts';

const mostTypes = 20;

export const Query: Required<QueryResolvers> = {
  ...siteQueries,
  article: (_, { slug }, { loaders }, info) => loaders.articleBySlug(slug, selectsText(info)),
  artisan: (_, { slug }, { loaders }, info) => loaders.artisanBySlug(slug, selectsText(info)),
  articles: async (_, { mood, ...args }, { content }, info) => {
    const page = readKeyPage(['Query.articles', mood], args, ['instant', 'text']);
    const { rows, total, hasMore } = await content.articles(page, mood ?? null, selectsText(info));
    return keyConnection(rows, page, total, ({ publishedAt, id }) => [Date.parse(publishedAt), id], hasMore);
  },
  artisans: async (_, args, { content }, info) => {
    const page = readKeyPage(['Query.artisans'], args, ['text', 'text']);
    const { rows, total, hasMore } = await content.artisans(page, selectsText(info));
    return keyConnection(rows, page, total, ({ name, id }) => [name, id], hasMore);
  },
  articleDrafts: async (_, args, { drafts }) => {
    const page = readKeyPage(['Query.articleDrafts'], args, ['instant', 'text']);
    const { rows, total, hasMore } = await drafts.list(page);
    return keyConnection(rows, page, total, ({ updatedAt, id }) => [Date.parse(updatedAt), id], hasMore);
  },
  contentDrafts: async (_, { types, ...args }, { drafts }) => {
    if (types && types.length > mostTypes) throw badInput(`\`types\` must have ${mostTypes} items at most.`, 'types');
    const wanted = types ?? (Object.keys(contentTypes) as ContentType[]);
    const page = readKeyPage(['Query.contentDrafts', types?.join()], args, ['instant', 'text']);
    const { rows, total, hasMore } = await drafts.contents(
      page,
      wanted.map((type) => contentTypes[type]),
    );
    return keyConnection(rows, page, total, ({ updatedAt, id }) => [Date.parse(updatedAt), id], hasMore);
  },
  contentDraft: async (_, { id }, { loaders }) =>
    (await loaders.previewById.load(storedDocumentId(id)))?.content ?? null,
  preview: async (_, { token }, { loaders, previewTokens }) =>
    (await loaders.previewById.load(previewTokens.read(token, new Date())))?.content ?? null,
  searchSynonyms: (_, __, { content }) => content.synonyms(),
  searchPins: (_, __, { content }) => content.pins(),
  journalChanges: (_, args, { content, feed, feedInterval, request }) =>
    waitForChanges(
      readFeedArguments(args),
      (after, first) => feed.after(content, after, first),
      feedInterval,
      request.signal,
    ),
};

import type { ContentDraftResolvers, ContentType as GraphType } from '#generated/journal.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ContentType, ContentDraftRow as Row } from '../content.ts';
import { draftId } from '../ids.ts';

/** The types of documents in Sanity, by those of the graph. */
export const contentTypes: Record<GraphType, ContentType> = {
  ...{ ARTICLE: 'article', ARTICLE_TRANSLATION: 'articleTranslation', BANNER: 'banner', CARE_GUIDE: 'careGuide' },
  ...{ MENU: 'menu', ORGANIZATION: 'organization', PAGE: 'page', PAGE_TRANSLATION: 'pageTranslation' },
  ...{ REDIRECT: 'redirect', SERIES: 'series', SIZE_GUIDE: 'sizeGuide', STORE: 'store' },
};

const graphTypes = new Map(Object.entries(contentTypes).map(([name, type]) => [type, name as GraphType]));

export const ContentDraft: ResolversOver<Row, ContentDraftResolvers> = {
  id: ({ id, type }) => draftId(id, type),
  type: ({ type }) => graphTypes.get(type) as GraphType,
};

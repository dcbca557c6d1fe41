import type { GraphQLResolveInfo } from 'graphql';
import type { ContentLinkResolvers } from '#generated/journal.ts';
import type { Article } from '../../content.ts';
import type { Context } from '../../context.ts';
import { selectsText } from '../../selection.ts';
import type { Page, Target } from '../site.ts';

/** What a link leads to, with the name of its type. */
export type Linked =
  | (Article & { __typename: 'Article' })
  | (Page & { __typename: 'Page' })
  | { __typename: 'Product' | 'Collection' | 'Category'; id: string }
  | { __typename: 'WebLink'; href: string };

export const ContentLink: ContentLinkResolvers = { __resolveType: ({ __typename }) => __typename };

/** The object that a link leads to; null without one, and for an article or page that is not published. */
export async function linkedBy(
  target: Target | null,
  { loaders, siteLoaders }: Context,
  info: GraphQLResolveInfo,
): Promise<Linked | null> {
  if (!target) return null;
  switch (target.type) {
    case 'Article': {
      const article = await loaders.articleById(target.id, selectsText(info, 'Article'));
      return article && { ...article, __typename: 'Article' };
    }
    case 'Page': {
      const page = await siteLoaders.pageById(target.id, selectsText(info, 'Page'));
      return page && { ...page, __typename: 'Page' };
    }
    case 'WebLink':
      return { __typename: 'WebLink', href: target.href };
    default:
      return { __typename: target.type, id: target.id };
  }
}

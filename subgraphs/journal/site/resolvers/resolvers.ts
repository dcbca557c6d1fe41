import type { BannerResolvers, MenuItemResolvers, Resolvers } from '#generated/journal.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Banner as BannerRow, MenuItem as MenuItemRow } from '../site.ts';
import { ContentLink, linkedBy } from './ContentLink.ts';
import { Page } from './Page.ts';
import { Series } from './Series.ts';
import { Store, StoreHours } from './Store.ts';

const MenuItem: ResolversOver<MenuItemRow, MenuItemResolvers> = {
  link: ({ target }, _, context, info) => linkedBy(target, context, info),
};

const Banner: ResolversOver<BannerRow, BannerResolvers> = {
  link: ({ target }, _, context, info) => linkedBy(target, context, info),
};

/** The types of what the site shows in addition to articles. */
export const siteResolvers = { Banner, ContentLink, MenuItem, Page, Series, Store, StoreHours } satisfies Resolvers;
